"""Scoring one table after the other: options written once, rules that travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from terreau._json import Lang, write_options
from terreau._table import Scores, arrow, cores

if TYPE_CHECKING:
    from terreau._rule_set import RuleSet


class Scorer:
    """Scores one table at a time, always in the same way; it pickles, compares and hashes, and may travel to other machines."""

    __slots__ = ("_rules", "_options", "_lang")

    def __init__(self, rules: RuleSet, options: str, lang: Lang) -> None:
        self._rules, self._options, self._lang = rules, options, lang

    def __call__(self, table: Any) -> Scores:
        """The scores of one record batch, or of a whole table; `row` counts from its own first profile."""
        return Scores(self._rules._native.score(arrow(table, self._lang), self._options, None, self._lang))

    @property
    def rules(self) -> RuleSet:
        """The rules that it scores by."""
        return self._rules

    def __eq__(self, other: object) -> bool:
        return self.__reduce__()[1] == other.__reduce__()[1] if isinstance(other, Scorer) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._rules, self._options))

    def __reduce__(self) -> tuple[Any, ...]:
        return Scorer, (self._rules, self._options, self._lang)

    def __repr__(self) -> str:
        return f"<terreau.Scorer {self._rules.fingerprint[:12]} {self._options}>"


def score_options(
    as_of: date | str,
    lang: Lang,
    weights: str | Mapping[str, int] | None,
    top: int,
    keep: Sequence[str],
    extra: str,
    on_error: str,
    threads: int | None,
) -> str:
    return write_options(
        {
            "as_of": as_of,
            "lang": lang,
            "weights": weights,
            "top": top,
            "keep": list(keep),
            "extra": extra,
            "on_error": on_error,
            "threads": cores() if threads is None else threads,
        }
    )
