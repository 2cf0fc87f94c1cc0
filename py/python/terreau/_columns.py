"""Profiles as columns: what a table of projects holds, ready for polars, pyarrow or pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from terreau._dictionary import Fact
from terreau._rule_set import RuleSet

Column = list[Any]
EXACT = {"money", "rate", "decimal", "series"}


def columns(rules: RuleSet, profiles: Iterable[Mapping[str, Any]]) -> dict[str, Column]:
    """One list a fact, by its key, `None` where it is not told; all of one length, in the order of the profiles.

    Money, rates and decimals are `Decimal`, days `date`, lists of records lists of `dict`. A column `KEY.state` holds states such as
    `not_applicable`, `KEY.from` and `KEY.to` the ends of ranges, `scheme/criterion` what applicants declared, each only where a
    profile says so. The profiles' `as_of` is the caller's to hand on.

    Raises `ValueError` for an answer that a column cannot hold (one of several, an age), or a fact that the rules do not know.
    """
    rows = list(profiles)
    facts = {told["fact"]: Fact.of(told) for told in rules.describe("en")["facts"] if not told["derived"]}
    made: dict[str, Column] = {key: [None] * len(rows) for key in facts}
    for at, row in enumerate(rows):
        for key, answer in row.get("facts", {}).items():
            if key not in facts:
                raise ValueError(f"`{key}` is no fact that can be asked")
            for name, cell in _cells(facts[key], answer):
                made.setdefault(name, [None] * len(rows))[at] = cell
        for key, said in row.get("declared", {}).items():
            made.setdefault(key, [None] * len(rows))[at] = said
    return made


def _cells(fact: Fact, answer: Any) -> list[tuple[str, Any]]:
    """The columns that an answer fills."""
    if not isinstance(answer, dict):
        return [(fact.key, _cell(fact, answer))]
    if set(answer) <= {"from", "to"} or set(answer) == {"state"}:
        read: Callable[[Any], Any] = (lambda state: state) if "state" in answer else (lambda end: _cell(fact, end))
        return [(f"{fact.key}.{part}", read(cell)) for part, cell in answer.items()]
    raise ValueError(f"`{fact.key}`: no column holds {answer}")


def _cell(fact: Fact, value: Any) -> Any:
    if value is None:
        return None
    if fact.type == "list":
        fields = {field.key: field for field in fact.fields}
        return [{key: _cell(field, record.get(key)) for key, field in fields.items()} for record in value]
    if fact.type == "series":
        return [Decimal(str(each)) for each in value]
    if fact.type in EXACT:
        return Decimal(str(value))
    return date.fromisoformat(value) if fact.type == "date" and isinstance(value, str) else value
