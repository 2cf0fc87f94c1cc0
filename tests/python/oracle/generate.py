"""Seeded profiles over a rule set: a whole truth first, then what a profile tells of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from oracle.doubt import Doubt, State, bounds, expressions, random_value
from oracle.evaluate import World
from oracle.expression import Expr
from oracle.rules import UNITS, Fact, Rules, Scheme, amount_expressions
from oracle.values import ABSENT, Code, Value, add_months, age_on, months_between

DAYS = ["2026-11-23"] * 6 + ["2025-05-15", "2025-12-31", "2026-01-01", "2026-06-30", "2024-02-29", "2027-12-31", "2028-03-01"]


def truth(rules: Rules, starts: Sequence[Mapping[str, State]], as_of: date, rng: random.Random) -> dict[str, Value]:
    """A value for every asked fact that keeps the constraints; often on an edge of some scheme."""
    start = rng.choice([{}, *starts, *starts])
    doubts = [doubt(rules, scheme, as_of) for scheme in rng.sample(list(rules.schemes.values()), 4)]
    near = {key: (each, exprs) for each, exprs in doubts for expr in exprs for key in rules.reads(expr)}
    asked = [fact for fact in rules.facts.values() if fact.formula is None]
    while True:
        found: dict[str, Value] = {}
        for fact in asked:
            told = start.get(fact.key, State())
            if told.known and None not in _fields(told.values[0]) and rng.random() < 0.8:
                found[fact.key] = told.values[0]
            elif fact.can_be and rng.random() < 0.4:
                found[fact.key] = ABSENT
            elif fact.key in near and fact.type != "list" and rng.random() < 0.8:
                each, exprs = near[fact.key]
                found[fact.key] = rng.choice(each.choices(fact.key, exprs, rng))
            else:
                found[fact.key] = random_value(rules, fact, rng)
        world = World(rules, found, as_of)
        if all(world.holds(constraint) for constraint in rules.constraints):
            return found


def doubt(rules: Rules, scheme: Scheme, day: date) -> tuple[Doubt, list[Expr]]:
    """Everything open, and all that the scheme reads."""
    exprs = expressions(scheme.criteria)
    if scheme.amount is not None:
        exprs += amount_expressions(scheme.amount, rules.roles)
    nothing = {fact.key: State() for fact in rules.facts.values() if fact.formula is None}
    return Doubt(rules, scheme, nothing, day, {}), exprs


def _fields(value: Value) -> list[Value]:
    records = value if isinstance(value, tuple) else ()
    return [each for record in records if isinstance(record, dict) for each in record.values()]


def told(fact: Fact, value: Value) -> Any:
    """A value as a profile writes it."""
    if value is ABSENT:
        return {"state": fact.can_be[0]}
    match value:
        case bool() | str():
            return value
        case Fraction():
            return _decimal(value)
        case date():
            return value.isoformat()
        case Code(tree, code):
            return {"elsewhere_in": code} if code in tree.parents.values() else code
        case frozenset():
            return sorted(value)
    if fact.type == "series":
        return [_decimal(each) for each in value]
    return [{name: told(fact.record[name], each) for name, each in record.items()} for record in value]


def _decimal(number: Fraction) -> int | str:
    if number.denominator == 1:
        return int(number)
    return f"{float(number):.4f}".rstrip("0")


def vague(fact: Fact, value: Value, as_of: date, rng: random.Random) -> Any:
    """A way to tell less than the value."""
    if value is ABSENT or fact.type in {"bool", "set", "list", "series", "text"}:
        return rng.choice([None, {"state": "declined"}])
    if fact.type == "code":
        return rng.choice(value.tree.line(value.code))
    if fact.type == "enum":
        return {"one_of": sorted({value, *rng.sample(fact.members, 2)})}
    low, high = bounds(fact)
    if fact.type == "date":
        months = add_months(value.replace(day=1), 1) - timedelta(days=1)
        ways: list[Any] = [{"from": max(low, value - timedelta(days=rng.randrange(400))).isoformat()}]
        ways.append({"to": min(high, value + timedelta(days=rng.randrange(400))).isoformat()})
        if low <= value.replace(day=1) and months <= high:
            ways.append(value.isoformat()[:7])
        age = age_on(value, as_of)
        if value <= as_of and low <= add_months(as_of, -12 * age - 12) and as_of <= high:
            ways += [{"age": age}, {"months_ago": months_between(value, as_of)}]
        return rng.choice(ways)
    unit = UNITS[fact.type]
    below = max(low, value - rng.choice([0, 1, 10, 10_000]) * unit * rng.choice([1, 100]))
    above = min(high, value + rng.choice([0, 1, 10, 10_000]) * unit * rng.choice([1, 100]))
    return rng.choice(
        [
            {"from": _decimal(below), "to": _decimal(above)},
            {"from": _decimal(below)},
            {"to": _decimal(above)},
            {"one_of": [_decimal(value), _decimal(above)]},
        ]
    )


def declared(rules: Rules, rng: random.Random) -> dict[str, bool]:
    """Answers to some of the declared criteria, more often yes."""
    share = rng.choice([0, 0.4, 0.9])
    return {
        f"{scheme.id}/{criterion.id}": rng.random() < 0.8
        for scheme in rules.schemes.values()
        for top in scheme.criteria
        for criterion in top.walk()
        if criterion.form == "declared" and rng.random() < share
    }


def profile(
    rules: Rules,
    whole: Mapping[str, Value],
    as_of: date,
    rng: random.Random,
    unknown: float = 0.3,
    less: float = 0.15,
) -> dict[str, Any]:
    """What a profile tells of the truth: a share of the facts unknown, a share vague."""
    facts: dict[str, Any] = {}
    for key, value in whole.items():
        chance = rng.random()
        if chance < unknown:
            continue
        fact = rules.facts[key]
        way = vague(fact, value, as_of, rng) if chance < unknown + less else told(fact, value)
        if way is not None:
            facts[key] = way
    filed = {}
    if rng.random() < 0.2:
        filed = {rng.choice(sorted(rules.schemes)): (as_of - timedelta(days=rng.randrange(300))).isoformat()}
    return {"as_of": as_of.isoformat(), "facts": facts, "declared": declared(rules, rng), "filed": filed}
