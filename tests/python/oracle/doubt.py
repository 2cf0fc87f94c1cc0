"""Doubt, enumerated: what a profile leaves open, values that stand for the rest, and the verdict over all of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, islice, product
from math import prod
from typing import Any

from oracle.evaluate import World
from oracle.expression import Binary, Call, Expr, Literal, Macro, Name
from oracle.rules import UNITS, Criterion, Fact, Rules, Scheme, amount_expressions, number
from oracle.scheme import amount, met
from oracle.values import ABSENT, Code, Value, add_months, age_on, months_between

DAY = timedelta(days=1)


@dataclass(frozen=True)
class State:
    """What a profile says of a fact: one of these values, anything from low to high, or nothing (both empty)."""

    values: tuple[Value, ...] = ()
    low: Value = None
    high: Value = None

    @property
    def known(self) -> bool:
        return len(self.values) == 1


def states(rules: Rules, profile: Mapping[str, Any], as_of: date) -> dict[str, State]:
    """The state of every asked fact."""
    told = profile.get("facts", {})
    return {f.key: state(rules, f, told.get(f.key), as_of) for f in rules.facts.values() if f.formula is None}


def state(rules: Rules, fact: Fact, told: Any, as_of: date) -> State:
    if told is None or told == "":
        return State()
    if isinstance(told, Mapping):
        if "state" in told:
            return State((ABSENT,)) if told["state"] in {"none", "not_applicable"} else State()
        if "elsewhere_in" in told:
            return State((Code(rules.taxonomies[fact.taxonomy], told["elsewhere_in"]),))
        if "one_of" in told:
            return State(tuple(v for each in told["one_of"] for v in state(rules, fact, each, as_of).values))
        if "age" in told:
            days = _days_back(as_of, int(told["age"]) * 12, 14)
            return _span(day for day in days if age_on(day, as_of) == int(told["age"]))
        if "months_ago" in told:
            days = _days_back(as_of, int(told["months_ago"]), 3)
            return _span(day for day in days if months_between(day, as_of) == int(told["months_ago"]))
        low, high = told.get("from"), told.get("to")
        return State(
            low=fact.low if low is None else one(rules, fact, low), high=fact.high if high is None else one(rules, fact, high)
        )
    if fact.type == "date" and len(str(told)) == 7:
        first = date.fromisoformat(f"{told}-01")
        return State(low=first, high=add_months(first, 1) - DAY)
    if fact.type == "code":
        tree = rules.taxonomies[fact.taxonomy]
        return State(tuple(Code(tree, place) for place in tree.places(str(told))))
    return State((one(rules, fact, told),))


def _left_open(field: Fact, told: Any) -> bool:
    """Of a record's field nothing was told, or a month without its day."""
    return told == "" or (field.type == "date" and len(str(told)) == 7)


def one(rules: Rules, fact: Fact, told: Any) -> Value:
    """One value as a profile writes it."""
    match fact.type:
        case "bool":
            return told if isinstance(told, bool) else {"yes": True, "no": False, "true": True, "false": False}[told]
        case "date":
            return date.fromisoformat(told)
        case "set":
            return frozenset(told)
        case "series":
            return tuple(number(str(each)) for each in told)
        case "list":
            return tuple(
                {
                    name: None if _left_open(inner, record.get(name, "")) else one(rules, inner, record[name])
                    for name, inner in fact.record.items()
                }
                for record in told
            )
        case "enum" | "text":
            return told
    return number(str(told))


def _days_back(as_of: date, months: int, span: int) -> Iterator[date]:
    """Days around so many months ago, none of them to come."""
    at = add_months(as_of, -months - span)
    while at <= min(as_of, add_months(as_of, -months + 1)):
        yield at
        at += DAY


def _span(days: Iterable[date]) -> State:
    found = list(days)
    return State(low=min(found), high=max(found))


class Doubt:
    """A profile, a scheme and the day that its conditions are read on."""

    def __init__(
        self, rules: Rules, scheme: Scheme, open_facts: Mapping[str, State], day: date, declared: Mapping[str, bool]
    ) -> None:
        self.rules = rules
        self.scheme = scheme
        self.states = open_facts
        self.day = day
        self.declared = declared
        self.known = {key: each.values[0] for key, each in open_facts.items() if each.known and _whole(each.values[0])}

    def unknown(self, exprs: Iterable[Expr]) -> set[str]:
        """Open facts that these expressions read, and those that constraints tie to them."""
        found = {key for expr in exprs for key in self.rules.reads(expr)}
        for constraint in self.rules.constraints:
            tied = self.rules.reads(constraint)
            found |= tied if tied & found else set()
        return found - set(self.known)

    def world(self, completion: Mapping[str, Value]) -> World:
        return World(self.rules, {**self.known, **completion}, self.day)

    def allowed(self, world: World) -> bool:
        """Constraints that can be read hold."""
        return all(
            world.holds(each) for each in self.rules.constraints if all(key in world.facts for key in self.rules.reads(each))
        )

    def completions(self, exprs: Sequence[Expr], cap: int, rng: random.Random) -> tuple[Iterator[World], bool]:
        """Completed profiles, and whether they are every combination of the values that stand for the rest."""
        keys = sorted(self.unknown(exprs))
        choices = [self.choices(key, exprs, rng) for key in keys]
        whole = prod(map(len, choices)) <= cap
        drawn: Iterable[tuple[Value, ...]] = (
            product(*choices) if whole else (tuple(map(rng.choice, choices)) for _ in range(cap))
        )
        worlds = (self.world(dict(zip(keys, values, strict=True))) for values in drawn)
        return filter(self.allowed, worlds), whole

    def choices(self, key: str, exprs: Sequence[Expr], rng: random.Random) -> list[Value]:
        """Values that stand for everything an open fact may be: constants it meets, one unit off, and its ends."""
        fact, told = self.rules.facts[key], self.states[key]
        if fact.type == "list":
            if told.values:
                return [tuple(fill(self.rules, fact, record, rng) for record in told.values[0])]
            return list(self.lists(fact, exprs, rng))
        if told.values:
            return list(told.values)
        if told.low is not None or told.high is not None:
            return sorted({told.low, told.high} | {v for v in self.met_by(fact, exprs) if told.low <= v <= told.high})
        absent = [ABSENT] if fact.can_be else []
        match fact.type:
            case "bool":
                return [False, True, *absent]
            case "enum":
                return [*fact.members, *absent]
            case "code":
                tree = self.rules.taxonomies[fact.taxonomy]
                told_codes = sorted({v for v in self.met_by(fact, exprs)})
                places = [place for code in told_codes for place in (code, tree.places(code)[-1])]
                return [Code(tree, place) for place in dict.fromkeys([*places, *rng.sample(list(tree.parents), 2)])] + absent
            case "set":
                members = sorted(v for v in self.met_by(fact, exprs))
                sets = [frozenset(each) for size in range(len(members) + 1) for each in combinations(members, size)]
                rest = [m for m in fact.members if m not in members][:1]
                return [*(sets if len(sets) <= 16 else rng.sample(sets, 16)), frozenset(rest), *absent]
            case "series" | "text":
                return [random_value(self.rules, fact, rng) for _ in range(4)]
        low, high = bounds(fact)
        return [*sorted({low, high} | {v for v in self.met_by(fact, exprs) if low <= v <= high}), *absent]

    def lists(self, fact: Fact, exprs: Sequence[Expr], rng: random.Random) -> Iterator[Value]:
        """Some lists: nothing, one record for each member or word that a field is compared with, and all of these together."""
        numbers = sorted(self.met_by(fact, exprs)) or [Fraction(10_000)]
        words = {p.value for each in exprs for p in self.rules.whole(each) if isinstance(p, Literal) and isinstance(p.value, str)}
        records = []
        for field in fact.record.values():
            for word in field.members or sorted(words if field.type == "text" else ()):
                record = random_value(self.rules, fact, rng, count=1)[0]
                money = {name: rng.choice(numbers) for name, other in fact.record.items() if other.type == "money"}
                kept = {name: value for name, value in money.items() if bounds(fact.record[name])[0] <= value}
                records.append({**record, **kept, field.key: word})
        yield ()
        yield from self.contrasts(fact, rng, max(numbers))
        yield from ((record,) for record in records)
        yield tuple(records)
        yield random_value(self.rules, fact, rng)

    def contrasts(self, fact: Fact, rng: random.Random, high: Fraction) -> Iterator[Value]:
        """One record for each sum of money in it: that one as low as it may be, the others high."""
        money = [name for name, other in fact.record.items() if other.type == "money"]
        for low in money if len(money) > 1 else ():
            record = random_value(self.rules, fact, rng, count=1)[0]
            sums = {name: bounds(fact.record[name])[0] if name == low else high for name in money}
            yield ({**record, **sums},)

    def met_by(self, fact: Fact, exprs: Sequence[Expr]) -> set[Value]:
        """Constants that a fact meets in these expressions: members and codes, or numbers and dates with their neighbours."""
        asked = (fact.key, self.day, tuple(map(id, exprs)))
        if asked not in self.rules.met:
            found: set[Value] = set()
            for expr in exprs:
                for part in self.rules.whole(expr):
                    if isinstance(part, (Binary, Call, Macro)) and fact.key in self.rules.reads(part):
                        found |= set(self.constants(fact, part))
            self.rules.met[asked] = found
        return self.rules.met[asked]

    def constants(self, fact: Fact, expr: Expr) -> Iterator[Value]:
        parts = list(self.rules.whole(expr))
        if fact.type in {"set", "code", "enum"}:
            known = fact.members or self.rules.taxonomies[fact.taxonomy].parents
            yield from (p.value for p in parts if isinstance(p, Literal) and p.value in known)
            return
        world = self.world({})
        plain = [world.value(p, {}) for p in parts if self.constant(p)]
        numbers = [each for each in plain if isinstance(each, Fraction) and not isinstance(each, bool)]
        numbers += [low for each in plain if isinstance(each, list) for low, _ in each]
        if fact.type == "date":
            days = [each for each in plain if isinstance(each, date)]
            names = {p.name for p in parts if isinstance(p, Call)}
            if names & {"age_on", "months_between"}:
                months = 12 if "age_on" in names else 1
                days += [add_months(self.day, -int(n) * months) for n in numbers if n * months < 2400]
            if "days_between" in names:
                days += [self.day - int(n) * DAY for n in numbers if 0 <= n < 10_000]
            yield from (day + step * DAY for day in days for step in (-1, 0, 1))
        else:
            unit = UNITS.get(fact.type, Fraction(1))
            yield from (n + step * unit for n in numbers if n % unit == 0 for step in (-1, 0, 1))

    def constant(self, expr: Expr) -> bool:
        """Reads no fact, and is a value of its own."""
        names = [p for p in self.rules.whole(expr) if isinstance(p, Name)]
        return all(n.path[0] == "param" or n.path == ("application_date",) for n in names)


def _whole(value: Value) -> bool:
    """No record of a list leaves a field open."""
    return not isinstance(value, tuple) or not any(isinstance(r, dict) and None in r.values() for r in value)


def fill(rules: Rules, fact: Fact, record: Mapping[str, Value], rng: random.Random) -> dict[str, Value]:
    return {k: random_value(rules, fact.record[k], rng) if v is None else v for k, v in record.items()}


def bounds(fact: Fact) -> tuple[Value, Value]:
    wide = (date(1900, 1, 1), date(2100, 1, 1)) if fact.type == "date" else (Fraction(-(10**6)), Fraction(10**6))
    return wide[0] if fact.low is None else fact.low, wide[1] if fact.high is None else fact.high


def random_value(rules: Rules, fact: Fact, rng: random.Random, count: int | None = None) -> Value:
    """Any value that a fact may have, small numbers and near dates more often."""
    match fact.type:
        case "bool":
            return rng.random() < 0.5
        case "enum":
            return rng.choice(fact.members)
        case "set":
            return frozenset(rng.sample(fact.members, min(len(fact.members), rng.choice([0, 1, 1, 2, 3]))))
        case "text":
            return rng.choice(sorted(rules.schemes))
        case "code":
            tree = rules.taxonomies[fact.taxonomy]
            return Code(tree, rng.choice(list(tree.parents)))
        case "series":
            return tuple(Fraction(rng.randrange(5000)) for _ in range(rng.choice([0, 12, 24])))
        case "list":
            fields = fact.record.items()
            size = rng.choice([0, 1, 1, 2, 4]) if count is None else count
            return tuple({name: random_value(rules, inner, rng) for name, inner in fields} for _ in range(size))
    low, high = bounds(fact)
    if fact.type == "date":
        first, last = max(low, date(1980, 1, 1)), min(high, date(2030, 1, 1))
        return first + rng.randrange((last - first).days + 1) * DAY
    unit = UNITS[fact.type]
    scale = rng.choice([1, 10, 100, 1000, 10_000, 100_000, 1_000_000])
    found = low + Fraction(rng.randrange(scale + 1)) * rng.choice([unit, Fraction(1)])
    return min(found, high) if found <= high else low + rng.randrange(int((high - low) / unit) + 1) * unit


@dataclass(frozen=True)
class Outcome:
    """What completions said."""

    verdicts: frozenset[str]
    whole: bool
    failing: tuple[str, ...]
    tried: int


def expressions(criteria: Iterable[Criterion]) -> list[Expr]:
    return [each.expr for top in criteria for each in top.walk() if each.expr is not None]


def judge(doubt: Doubt, cap: int, rng: random.Random) -> Outcome:
    """The verdicts that completions give: `yes`, `if_declared` and `no`, until they leave no choice.

    A top criterion that reads known facts alone has the same truth in every completion, so it is read once.
    """
    settled = [c for c in doubt.scheme.criteria if not doubt.unknown(expressions([c]))]
    world = doubt.world({})
    failing = tuple(c.id for c in settled if not met(c, world, doubt.declared, otherwise=True))
    if failing:
        return Outcome(frozenset({"no"}), True, failing, 1)
    sure = all(met(c, world, doubt.declared, otherwise=False) for c in settled)
    rest = [c for c in doubt.scheme.criteria if c not in settled]
    worlds, whole = doubt.completions(expressions(rest), cap, rng)
    found: set[str] = set()
    tried = 0
    for each in worlds:
        tried += 1
        if not all(met(c, each, doubt.declared, otherwise=True) for c in rest):
            found.add("no")
        elif sure and all(met(c, each, doubt.declared, otherwise=False) for c in rest):
            found.add("yes")
        else:
            found.add("if_declared")
        if "no" in found and len(found) > 1:
            break
    return Outcome(frozenset(found), whole, (), tried)


def amounts(doubt: Doubt, cap: int, rng: random.Random) -> tuple[list[Fraction | None], bool]:
    """Amounts over completions."""
    told = doubt.scheme.amount
    assert told is not None
    worlds, whole = doubt.completions(list(amount_expressions(told, doubt.rules.roles)), cap, rng)
    return [amount(told, each) for each in islice(worlds, cap)], whole

