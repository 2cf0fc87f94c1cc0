"""What a rule set says of rules and of whole populations: who gets nothing, and what other rules change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from terreau import _native
from terreau._answers import Coverage, Diff, TableDiff, Uncovered
from terreau._json import Lang, read, write_options
from terreau._table import Progress, arrow, cores, watching

if TYPE_CHECKING:
    from terreau._rule_set import RuleSet


class Analysis:
    """The verbs of `RuleSet` that are about more than one project."""

    __slots__ = ("_native",)
    _native: _native.RuleSet

    def coverage(
        self,
        table: Any,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        by: Sequence[str] = (),
        target: str | None = None,
        minimum: int | None = None,
        depth: int | None = None,
        top: int | None = None,
        hours: int | None = None,
        months: int | None = None,
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int | None = None,
        progress: bool | Progress = False,
    ) -> Coverage:
        """Who gets nothing, of a table such as `score` takes, and why: shares, kinds of projects, what would change it.

        `target` is what segments and openings are about: `any` (no scheme at all, the default), `sure`, `money`, `cash`, `burden`,
        `engineering`, or a kind of scheme (`grant`). `by` are facts to set projects side by side by. Fewer projects than `minimum`
        (11) are told as a range. `depth` (1 to 3) is how many conditions a segment has at most, `top` (20) how many lines each list.
        Paperwork of fewer than `hours` (40) is light, a decision in fewer than `months` (4) quick.

        With `on_error="report"` profiles with bad cells count as `set_aside`. `extra`, `threads` and `progress` are as of `score`;
        so are errors.
        """
        told = self.coverage_json(
            table,
            as_of=as_of,
            lang=lang,
            by=by,
            target=target,
            minimum=minimum,
            depth=depth,
            top=top,
            hours=hours,
            months=months,
            extra=extra,
            on_error=on_error,
            threads=threads,
            progress=progress,
        )
        return Coverage(read(told))

    def coverage_json(
        self,
        table: Any,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        by: Sequence[str] = (),
        target: str | None = None,
        minimum: int | None = None,
        depth: int | None = None,
        top: int | None = None,
        hours: int | None = None,
        months: int | None = None,
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int | None = None,
        progress: bool | Progress = False,
    ) -> str:
        """The same as JSON: the same bytes as from Rust."""
        options: dict[str, Any] = {"as_of": as_of, "lang": lang, "by": by or None, "target": target, "minimum": minimum}
        options |= {"depth": depth, "top": top, "hours": hours, "months": months}
        options |= {"extra": extra, "on_error": on_error, "threads": cores() if threads is None else threads}
        with watching(progress, table) as tick:
            return self._native.coverage_json(arrow(table, lang), write_options(options), tick, lang)

    def uncovered(
        self,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        target: str | None = None,
        by: Sequence[str] = (),
        depth: int | None = None,
        top: int | None = None,
        hours: int | None = None,
        months: int | None = None,
    ) -> Uncovered:
        """Kinds of projects that every scheme of the `target` refuses, whatever else is true of them: found in the rules alone.

        They are the most general ones of at most `depth` conditions; options are those of `coverage`. `truncated` says that the
        search met its limit. Raises `TerreauError` for options that there are not.
        """
        told = self.uncovered_json(
            as_of=as_of, lang=lang, target=target, by=by, depth=depth, top=top, hours=hours, months=months
        )
        return Uncovered(read(told))

    def uncovered_json(
        self,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        target: str | None = None,
        by: Sequence[str] = (),
        depth: int | None = None,
        top: int | None = None,
        hours: int | None = None,
        months: int | None = None,
    ) -> str:
        """The same as JSON: the same bytes as from Rust."""
        options: dict[str, Any] = {"as_of": as_of, "lang": lang, "by": by or None, "target": target}
        options |= {"depth": depth, "top": top, "hours": hours, "months": months}
        return self._native.uncovered_json(write_options(options), lang)

    def diff(
        self, new: RuleSet, *, as_of: date | str | None = None, lang: Lang = "fr", only: str | None = None
    ) -> Diff:
        """What `new` rules change in these, by meaning: who gains and who loses a right, each with a project that shows it.

        Both are read on the day `as_of`, by default the last day on which a source of either was read; `only` compares one scheme.
        Raises `TerreauError` for a scheme that neither has.
        """
        return Diff(read(self.diff_json(new, as_of=as_of, lang=lang, only=only)))

    def diff_json(
        self, new: RuleSet, *, as_of: date | str | None = None, lang: Lang = "fr", only: str | None = None
    ) -> str:
        """The same as JSON: the same bytes as from Rust."""
        return self._native.diff_json(new._native, write_options({"as_of": as_of, "lang": lang, "only": only}), lang)

    def diff_table(
        self,
        new: RuleSet,
        table: Any,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int | None = None,
        progress: bool | Progress = False,
    ) -> TableDiff:
        """What `new` rules change for the projects of a table such as `score` takes: who gains and who loses, in projects and in euros.

        A column is understood when either rule set knows it; a fact that was renamed is the same fact. Numbers are exact, few
        projects are told of as well. `extra`, `on_error`, `threads` and `progress` are as of `coverage`; so are errors.
        """
        told = self.diff_table_json(
            new, table, as_of=as_of, lang=lang, extra=extra, on_error=on_error, threads=threads, progress=progress
        )
        return TableDiff(read(told))

    def diff_table_json(
        self,
        new: RuleSet,
        table: Any,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int | None = None,
        progress: bool | Progress = False,
    ) -> str:
        """The same as JSON: the same bytes as from Rust."""
        options: dict[str, Any] = {"as_of": as_of, "lang": lang, "extra": extra, "on_error": on_error}
        options["threads"] = cores() if threads is None else threads
        with watching(progress, table) as tick:
            given = arrow(table, lang)
            return self._native.diff_table_json(new._native, given, write_options(options), tick, lang)
