"""The rule set: Python objects in and out of the engine's JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from terreau import _native
from terreau._answers import Catalogue, Notice, Plan, Question, Report

Lang: TypeAlias = Literal["fr", "en"]
Profile: TypeAlias = Mapping[str, Any] | str


class RuleSet:
    """A rule set, checked and ready to answer; every method may be called from several threads at once."""

    __slots__ = ("_native",)

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
        return _read(_native.check(path, keep_going, None if as_of is None else str(as_of), lang))

    @staticmethod
    def run_examples(path: str | os.PathLike[str], *, only: str | None = None, lang: Lang = "fr") -> dict[str, Any]:
        """What the examples and personas in a folder of rules come to, or those of `only` one scheme or persona.

        `counts` says how many passed; of `examples` and `personas`, each lists its `mismatches`; `broken` are those that cannot be
        run; `coverage` says what no example tries. Texts are `{fr, en}`. Raises `TerreauError` when the rules cannot be used.
        """
        return _read(_native.run_examples(path, only, lang))

    def with_places(self, text: str, *, lang: Lang = "fr") -> RuleSet:
        """The same rules with a list of official places, the text of a `.places` file: profiles may then name any commune.

        A folder of rules brings its list; a bundle does not. Raises `TerreauError` when it is no list of places, or not for
        these rules.
        """
        return RuleSet(self._native.with_places(text, lang))

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
        return Report(_read(told))

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
        return self._native.recommend_json(_write(profile), _write_options(options), lang)

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
        return Plan(_read(told))

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
        return self._native.plan_json(_write(profile), _write_options(options), lang)

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
        return Question(_read(told))

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
        return self._native.next_question_json(_write(profile), _write_options(options), lang)

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
        return Notice(_read(self.notice_json(profile, as_of=as_of, lang=lang, weights=weights)))

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
        return self._native.notice_json(_write(profile), _write_options(options), lang)

    def update_profile(
        self, profile: Profile, *, as_of: date | str | None = None, lang: Lang = "fr"
    ) -> dict[str, Any]:
        """A profile saved for other rules, carried over to these: `profile` is ready for them, `changes` says which facts were
        renamed and what was set aside, with what was said there."""
        return _read(self.update_profile_json(profile, as_of=as_of, lang=lang))

    def update_profile_json(self, profile: Profile, *, as_of: date | str | None = None, lang: Lang = "fr") -> str:
        """The same as JSON: the same bytes as from Rust and from the browser."""
        return self._native.update_profile_json(_write(profile), _write_options({"as_of": as_of, "lang": lang}), lang)

    def describe(self, lang: Lang = "fr") -> Catalogue:
        """What can be asked and obtained: facts, schemes, score lines."""
        return Catalogue(_read(self.describe_json(lang)))

    def describe_json(self, lang: Lang = "fr") -> str:
        """What can be asked and obtained, as JSON: the same bytes as from Rust and from the browser."""
        return self._native.describe_json(_write_options({"lang": lang}), lang)

    def __eq__(self, other: object) -> bool:
        """The same rules answer alike: what counts is the fingerprint."""
        return self.fingerprint == other.fingerprint if isinstance(other, RuleSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> tuple[Callable[[str, str], RuleSet], tuple[str, str]]:
        """As its bundle: the rules, without a list of places."""
        bundle: str = getattr(self._native, "bundle")()  # noqa: B009 not every engine gives it
        return _unpickled, (self.fingerprint, bundle)

    def __repr__(self) -> str:
        return f"<terreau.RuleSet {self.fingerprint[:12]}>"


# rule sets that came to this process, the newest last: each is compiled once, however often it comes
_arrived: dict[str, RuleSet] = {}
ARRIVED = 16


def _unpickled(fingerprint: str, bundle: str) -> RuleSet:
    rules = _arrived.pop(fingerprint, None) or RuleSet.parse(bundle)
    _arrived[fingerprint] = rules
    while len(_arrived) > ARRIVED:
        _arrived.pop(next(iter(_arrived)), None)
    return rules


def _read(told: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(told, parse_float=Decimal)
    return answer


def _write_options(options: Mapping[str, Any]) -> str:
    return _write({key: value for key, value in options.items() if value is not None})


def _write(value: Profile) -> str:
    """JSON for the engine; a text is JSON already."""
    if isinstance(value, str):
        return value
    return json.dumps(value, default=_as_text, ensure_ascii=False, separators=(",", ":"))


def _as_text(value: object) -> str:
    """The engine reads exact decimals and dates from text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a profile holds no {type(value).__name__}: {value!r}")
