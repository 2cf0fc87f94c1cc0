"""The rule set and its verbs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from terreau import _native
from terreau._analysis import Analysis
from terreau._answers import Catalogue, Notice, Plan, Question, Report
from terreau._json import Lang, Profile, read, write, write_options
from terreau._scorer import Scorer, score_options
from terreau._table import Progress, Scores, ScoreStream, arrow, watching

class RuleSet(Analysis):
    """A rule set, checked and ready to answer; every method may be called from several threads at once."""

    __slots__ = ()

    def __init__(self, native: _native.RuleSet) -> None:
        self._native = native

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, lang: Lang = "fr") -> RuleSet:
        """Loads a folder of rule files, with the sets that it extends, or a bundle; `lang` is the language of problems.

        Raises `TerreauError` with every mistake, each with its place.
        """
        return cls(_native.RuleSet.load(path, lang))

    @classmethod
    def from_files(cls, *layers: Mapping[str, str], lang: Lang = "fr") -> RuleSet:
        """Loads the texts of rule files by path, the base first: a rule set that lies on no disk.

        Raises `TerreauError` with every mistake, each with its place.
        """
        return cls(_native.RuleSet.from_files([dict(files) for files in layers], lang))

    @classmethod
    def parse(cls, text: str, *, lang: Lang = "fr") -> RuleSet:
        """Loads the text of a bundle; `lang` is the language of problems."""
        return cls(_native.RuleSet.parse(text, lang))

    @staticmethod
    def check(
        path: str | os.PathLike[str], *, keep_going: bool = False, as_of: date | str | None = None, lang: Lang = "fr"
    ) -> dict[str, Any]:
        """What is wrong with the rules in a folder, what probably is, and what could be better, each with its place.

        `errors`, `warnings` and `hints` count them, `findings` lists them in file order; `fingerprint` is absent when the rules cannot
        be used. With `as_of`, windows that ended and old sources are told too. Never raises for the rules' own mistakes.
        """
        return read(_native.check(path, keep_going, None if as_of is None else str(as_of), lang))

    @staticmethod
    def run_examples(path: str | os.PathLike[str], *, only: str | None = None, lang: Lang = "fr") -> dict[str, Any]:
        """What the examples and personas in a folder of rules come to, or those of `only` one scheme or persona.

        `counts` says how many passed; of `examples` and `personas`, each lists its `mismatches`; `broken` are those that cannot be
        run; `coverage` says what no example tries. Texts are `{fr, en}`. Raises `TerreauError` when the rules cannot be used.
        """
        return read(_native.run_examples(path, only, lang))

    def with_places(self, text: str, *, lang: Lang = "fr") -> RuleSet:
        """The same rules with a list of official places, the text of a `.places` file: profiles may then name any commune.

        A folder of rules brings its list; a bundle does not. Raises `TerreauError` when it is no list of places, or not for
        these rules.
        """
        return RuleSet(self._native.with_places(text, lang))

    def score(
        self,
        table: Any,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int = 10,
        keep: Sequence[str] = (),
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int | None = None,
        progress: bool | Progress = False,
    ) -> Scores:
        """The best schemes of every profile of a table: the same verdicts, amounts, scores and order as one by one.

        `table` is anything that speaks Arrow: a Polars frame, a PyArrow table or reader, a DuckDB relation, a pandas frame. A column
        has the key of a fact for its name (`applicant.kind`), or is a struct with the name of a group (`applicant`); beside it may
        stand `KEY.state` (`none`, `not_applicable`, `declined`), `KEY.from` and `KEY.to`; `SCHEME/CRITERION` is the answer to a
        declared criterion. Null is unknown. Every profile is judged on the day `as_of`.

        `top` schemes are told for each profile, at most; `keep` names columns to find again in the answer; with `extra="ignore"`
        other columns are left out. With `on_error="report"` profiles with bad cells are set aside and told in `Scores.problems`.
        `threads` is all cores by default. `progress` shows a bar, or is called with the profiles done and all of them, where known.

        Raises `TerreauError` with every column that is not understood, and with the first bad cells, each with row and column; nothing
        is then answered. Interrupting stops between two slices of 65,536 profiles.
        """
        options = score_options(as_of, lang, weights, top, keep, extra, on_error, threads)
        with watching(progress, table) as tick:
            return Scores(self._native.score(arrow(table, lang), options, tick, lang))

    def score_batches(
        self,
        table: Any,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int = 10,
        keep: Sequence[str] = (),
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int | None = None,
    ) -> ScoreStream:
        """`score` for tables larger than memory: a stream of Arrow record batches that can be read once, scored while it is read.

        Hand it to PyArrow, Polars or DuckDB, or write it to a file. A bad cell ends the stream with an error, or with
        `on_error="report"` leaves the profile without a line.
        """
        options = score_options(as_of, lang, weights, top, keep, extra, on_error, threads)
        return ScoreStream(self._native.score_batches(arrow(table, lang), options, lang), lang)

    def scorer(
        self,
        *,
        as_of: date | str,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int = 10,
        keep: Sequence[str] = (),
        extra: Literal["error", "ignore"] = "error",
        on_error: Literal["raise", "report"] = "raise",
        threads: int = 1,
    ) -> Scorer:
        """`score` as a function of one record batch after the other, for a cluster: it pickles, and each process reads its rules once."""
        return Scorer(self, score_options(as_of, lang, weights, top, keep, extra, on_error, threads), lang)

    @property
    def fingerprint(self) -> str:
        """Identity of the rules: the same rules have the same fingerprint everywhere."""
        return self._native.fingerprint

    def recommend(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int | None = None,
        detail: str | None = None,
        near: bool | None = None,
    ) -> Report:
        """The ranked, explained recommendations for a profile; numbers that are not whole are `Decimal`.

        `near` adds what would change each refusal, and the changes of the project that would unlock most.
        """
        told = self.recommend_json(profile, as_of=as_of, lang=lang, weights=weights, top=top, detail=detail, near=near)
        return Report(read(told))

    def recommend_json(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int | None = None,
        detail: str | None = None,
        near: bool | None = None,
    ) -> str:
        """The recommendations as JSON: the same bytes as from Rust and from the browser."""
        options = {"as_of": as_of, "lang": lang, "weights": weights, "top": top, "detail": detail, "near": near}
        return self._native.recommend_json(write(profile), write_options(options), lang)

    def plan(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        take: Sequence[str] | None = None,
        without: Sequence[str] | None = None,
        assume: Sequence[str] | None = None,
        months: int | None = None,
        hour: Decimal | str | int | None = None,
        brief: bool | None = None,
    ) -> Plan:
        """The best financing plan for a profile: which money together, how much, when it arrives, and why.

        Schemes in `take` are taken whatever it costs, those in `without` are not; what is open about those in `assume` is
        taken as favourable (`["*"]` for all). `months` is the length of the cash curve after the start, `hour` the euros that
        an hour of paperwork counts for; `brief` leaves out fallbacks, blockers and other plans.

        Numbers that are not whole are `Decimal`. Raises `TerreauError` (`P0013`) when budget or start are not known.
        """
        told = self.plan_json(
            profile,
            as_of=as_of,
            lang=lang,
            take=take,
            without=without,
            assume=assume,
            months=months,
            hour=hour,
            brief=brief,
        )
        return Plan(read(told))

    def plan_json(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        take: Sequence[str] | None = None,
        without: Sequence[str] | None = None,
        assume: Sequence[str] | None = None,
        months: int | None = None,
        hour: Decimal | str | int | None = None,
        brief: bool | None = None,
    ) -> str:
        """The plan as JSON: the same bytes as from Rust and from the browser."""
        options = {
            "as_of": as_of,
            "lang": lang,
            "take": take,
            "without": without,
            "assume": assume,
            "months": months,
            "hour": hour,
            "brief": brief,
        }
        return self._native.plan_json(write(profile), write_options(options), lang)

    def next_question(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int | None = None,
        scheme: str | None = None,
        skip: Sequence[str] | None = None,
    ) -> Question:
        """What to ask next, why, and what each answer would do; or that no answer changes the first places any more.

        `top` says how many places are to be settled (5), `scheme` asks for one scheme alone, `skip` leaves questions aside:
        keys of facts, or `scheme/criterion`. `question` is absent when there is nothing to ask; `stop` then says why.
        """
        told = self.next_question_json(
            profile, as_of=as_of, lang=lang, weights=weights, top=top, scheme=scheme, skip=skip
        )
        return Question(read(told))

    def next_question_json(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
        top: int | None = None,
        scheme: str | None = None,
        skip: Sequence[str] | None = None,
    ) -> str:
        """The next question as JSON: the same bytes as from Rust and from the browser."""
        options = {"as_of": as_of, "lang": lang, "weights": weights, "top": top, "scheme": scheme, "skip": skip}
        return self._native.next_question_json(write(profile), write_options(options), lang)

    def notice(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
    ) -> Notice:
        """How the list is made, for the person whom it is about: the algorithm's part, the data with their sources, the
        parameters with their weights, the operations, the result (CRPA, article R. 311-3-1-2)."""
        return Notice(read(self.notice_json(profile, as_of=as_of, lang=lang, weights=weights)))

    def notice_json(
        self,
        profile: Profile,
        *,
        as_of: date | str | None = None,
        lang: Lang = "fr",
        weights: str | Mapping[str, int] | None = None,
    ) -> str:
        """The notice as JSON: the same bytes as from Rust and from the browser."""
        options = {"as_of": as_of, "lang": lang, "weights": weights}
        return self._native.notice_json(write(profile), write_options(options), lang)

    def update_profile(
        self, profile: Profile, *, as_of: date | str | None = None, lang: Lang = "fr"
    ) -> dict[str, Any]:
        """A profile saved for other rules, carried over to these: `profile` is ready for them, `changes` says which facts were
        renamed and what was set aside, with what was said there."""
        return read(self.update_profile_json(profile, as_of=as_of, lang=lang))

    def update_profile_json(self, profile: Profile, *, as_of: date | str | None = None, lang: Lang = "fr") -> str:
        """The same as JSON: the same bytes as from Rust and from the browser."""
        return self._native.update_profile_json(write(profile), write_options({"as_of": as_of, "lang": lang}), lang)

    def describe(self, lang: Lang = "fr") -> Catalogue:
        """What can be asked and obtained: facts, schemes, score lines."""
        return Catalogue(read(self.describe_json(lang)))

    def describe_json(self, lang: Lang = "fr") -> str:
        """What can be asked and obtained, as JSON: the same bytes as from Rust and from the browser."""
        return self._native.describe_json(write_options({"lang": lang}), lang)

    def __eq__(self, other: object) -> bool:
        """The same rules answer alike: what counts is the fingerprint."""
        return self.fingerprint == other.fingerprint if isinstance(other, RuleSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> tuple[Any, ...]:
        """As the text of its bundle, and of its places: another process compiles it once."""
        return _unpickled, (self.fingerprint, self._native.bundle(), self._native.places())

    def __repr__(self) -> str:
        return f"<terreau.RuleSet {self.fingerprint[:12]}>"


@lru_cache(maxsize=8)
def _unpickled(fingerprint: str, bundle: str, places: str | None) -> RuleSet:
    rules = RuleSet.parse(bundle)
    return rules if places is None else rules.with_places(places)
