"""Answers of the engine: plain mappings that show themselves, and say which rules and which engine gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terreau import _tell, _tell_diff, _tell_gaps
from terreau._charts import PlanPlots, ReportPlots
from terreau._charts_gaps import CoveragePlots
from terreau._page import Part, html, text
from terreau._version import __version__


class Shown:
    """A part of an answer, for people: in notebooks a table, elsewhere text of 80 columns."""

    def __init__(self, parts: Sequence[Part], lang: str) -> None:
        self.parts, self.lang = parts, lang

    def __repr__(self) -> str:
        return text(self.parts)

    def _repr_html_(self) -> str:
        return html(self.parts, self.lang)


class Answer(dict[str, Any]):
    """A `dict` like any other: equal to a plain one with the same content, and `print` shows it in 80 columns."""

    engine: str

    def __init__(self, told: Mapping[str, Any] | None = None) -> None:
        super().__init__(told or {})
        self.engine = __version__

    @property
    def fingerprint(self) -> str:
        """Identity of the rules that answered."""
        found: str = self["rule_set"]["fingerprint"]
        return found

    @property
    def as_of(self) -> str | None:
        """The day that it was judged on, `2026-11-23`; none for what does not depend on a day."""
        return self.get("as_of")

    @property
    def lang(self) -> str:
        """Language of its texts."""
        found: str = self["lang"]
        return found

    def parts(self) -> list[Part]:
        """What people are shown."""
        raise NotImplementedError

    def __hash__(self) -> int:  # type: ignore[override]
        """By what equal answers share."""
        return hash((self.fingerprint, self.as_of, self.lang))

    def __repr__(self) -> str:
        return text(self.parts()) if "contract" in self else super().__repr__()

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return html(self.parts(), self.lang)


class Report(Answer):
    """The ranked, explained recommendations for a profile."""

    def parts(self) -> list[Part]:
        return _tell.report(self)

    def scheme(self, scheme: str) -> dict[str, Any]:
        """What is told of one scheme, by its id. Raises `KeyError` when the list does not hold it."""
        found: dict[str, dict[str, Any]] = {each["scheme"]: each for each in self["schemes"]}
        return found[scheme]

    def why(self, scheme: str) -> Shown:
        """The criteria of a scheme, by its id: whether each holds, and the answers that it read.

        Raises `KeyError` for a scheme that the list does not hold, `ValueError` for a brief answer.
        """
        return Shown(_tell.why(self, self.scheme(scheme)), self.lang)

    @property
    def plot(self) -> ReportPlots:
        """Charts of the list: `.plot.waterfall()`, `.plot.robustness()`."""
        return ReportPlots(self)


class Plan(Answer):
    """The best financing plan for a profile."""

    def parts(self) -> list[Part]:
        return _tell.plan(self)

    @property
    def plot(self) -> PlanPlots:
        """Charts of the plan: `.plot.cash()`."""
        return PlanPlots(self)


class Question(Answer):
    """What to ask next, or why nothing is asked."""

    def parts(self) -> list[Part]:
        return _tell.question(self)


class Notice(Answer):
    """How the list is made, for the person whom it is about."""

    def parts(self) -> list[Part]:
        return _tell.notice(self)


class Catalogue(Answer):
    """What can be asked and obtained."""

    def parts(self) -> list[Part]:
        return _tell.catalogue(self)


class Coverage(Answer):
    """Who gets nothing, of a population, and why."""

    def parts(self) -> list[Part]:
        return _tell_gaps.coverage(self)

    @property
    def plot(self) -> CoveragePlots:
        """Charts of the population: `.plot.segments()`."""
        return CoveragePlots(self)


class Uncovered(Answer):
    """Kinds of projects that get nothing, whatever else is true of them."""

    def parts(self) -> list[Part]:
        return _tell_gaps.uncovered(self)


class Change(Answer):
    """What new rules change. `fingerprint` is that of the new ones."""

    @property
    def fingerprint(self) -> str:
        """Identity of the new rules."""
        found: str = self["new"]["fingerprint"]
        return found


class Diff(Change):
    """What new rules change, by meaning."""

    def parts(self) -> list[Part]:
        return _tell_diff.diff(self)


class TableDiff(Change):
    """What new rules change for the projects of a table."""

    def parts(self) -> list[Part]:
        return _tell_diff.table_diff(self)
