"""What profiles of a rule set may say, as the rule set itself describes it; read by `synthetic` and `strategies`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from terreau._errors import TerreauError
from terreau._rule_set import RuleSet

CONTRADICTION = "P0010"
# decimals that a profile may write of a type
DECIMALS = {"money": 2, "series": 2, "rate": 4, "decimal": 3, "int": 0, "duration": 0}


@dataclass(frozen=True)
class Fact:
    """One fact that can be asked, or a field of the records of one."""

    key: str
    label: str
    type: str
    members: tuple[str, ...] = ()
    low: Decimal | date | None = None
    high: Decimal | date | None = None
    fields: tuple[Fact, ...] = ()
    absent: tuple[str, ...] = ()
    effort: int = 1

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Fact:
        """A fact, or a field, of a catalogue."""
        read = date.fromisoformat if told["type"] == "date" else Decimal
        return cls(
            told.get("fact") or told["field"],
            told["label"],
            told["type"],
            members=tuple(value for value, _ in told.get("values", ())),
            low=read(told["from"]) if "from" in told else None,
            high=read(told["to"]) if "to" in told else None,
            fields=tuple(cls.of(field) for field in told.get("fields", ())),
            absent=tuple(told.get("can_be", ())),
            effort=told.get("effort", 1),
        )

    @property
    def numbers(self) -> tuple[Decimal, Decimal]:
        """Least and most of a number."""
        assert isinstance(self.low, Decimal) and isinstance(self.high, Decimal), self.key
        return self.low, self.high

    @property
    def days(self) -> tuple[date, date]:
        """First and last of a date."""
        assert isinstance(self.low, date) and isinstance(self.high, date), self.key
        return self.low, self.high


@dataclass(frozen=True)
class Contradiction:
    """A relation between facts that a profile breaks."""

    relation: str
    fact: str | None


class Dictionary:
    """The facts and declared criteria of a rule set, and what its answers may not say together."""

    def __init__(self, rules: RuleSet, as_of: date) -> None:
        catalogue = rules.describe("en")
        self.rules, self.as_of = rules, as_of
        self.facts = tuple(Fact.of(told) for told in catalogue["facts"] if not told["derived"])
        # the least work that reads a whole profile: a question about the scheme that reads fewest facts
        schemes = sorted(catalogue["schemes"], key=lambda told: (len(told["facts"]), told["scheme"]))
        self._scheme = schemes[0]["scheme"] if schemes else None
        nothing_known = rules.recommend({"as_of": as_of, "facts": {}}, detail="brief")["schemes"]
        # who answers what is declared, the applicant or a funder, by `scheme/criterion`
        self.declared = {each["key"]: each["by"] for told in nothing_known for each in told["declared"]}
        self.codes = _codes(nothing_known, [fact.key for fact in self.facts if fact.type == "code"])

    def contradictions(self, facts: Mapping[str, Any]) -> list[Contradiction]:
        """The relations between facts that these answers break; raises `TerreauError` for any other problem."""
        profile = {"as_of": self.as_of, "facts": facts}
        try:
            self.rules.next_question_json(profile, scheme=self._scheme, lang="en")
        except TerreauError as error:
            if any(problem["code"] != CONTRADICTION for problem in error.problems):
                raise
            return [_contradiction(problem["message"], problem["path"]) for problem in error.problems]
        return []


def _contradiction(message: str, path: str) -> Contradiction:
    return Contradiction(message, path.removeprefix("facts.") if path != "facts" else None)


def _codes(schemes: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Codes that rules tell apart: those that the answer for an unknown project names as its yes and its no."""
    found: dict[str, dict[str, Any]] = {key: {} for key in keys}
    for scheme in schemes:
        for completion in scheme.get("witness", {}).values():
            for key in keys:
                if key in (completion or {}):
                    found[key][json.dumps(completion[key])] = completion[key]
    return {key: tuple(each[text] for text in sorted(each)) for key, each in found.items()}
