"""Populations of invented projects: as many valid profiles as one likes, from what a rule set says of its facts alone.

They are no statistics of any country: each value is as likely as the dictionary lets it be, numbers small more often than large,
and what is known of a territory goes in by `among` and `between`. The same seed gives the same profiles on every machine; profile
`i` depends on the rules, the arguments and `i`, never on how many are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count, islice
from typing import Any, TypeAlias

from terreau._columns import columns
from terreau._dictionary import Dictionary, Fact
from terreau._draw import Draw
from terreau._relations import Relations
from terreau._rule_set import RuleSet

__all__ = ["columns", "population", "profiles"]

Row: TypeAlias = dict[str, Any]
Among: TypeAlias = Mapping[str, Sequence[Any]]
Between: TypeAlias = Mapping[str, tuple[Any, Any]]
# rows looked at to find the relations between facts
PROBES = 200


def population(
    rules: RuleSet,
    n: int,
    *,
    seed: int,
    as_of: date | str,
    unknown: float = 0.15,
    absent: float = 0.3,
    among: Among | None = None,
    between: Between | None = None,
) -> list[Row]:
    """`n` profiles that the rule set accepts, as plain JSON values.

    `unknown` is the chance, from 0 to 1, that a fact of usual effort is not told (one that takes more effort is told less often), or
    that the applicant leaves a declaration open. `absent` is the chance that a fact that may be missing is. `among` lists the answers
    to choose from by fact, `None` for unknown; one that stands twice is twice as likely. `between` narrows the bounds of numbers and
    dates: `{"structure.headcount": (0, 20)}`.

    Raises `ValueError` for what no fact of the rules can be, `TerreauError` for a value in `among` that is none of its fact's.
    """
    rows = profiles(rules, seed=seed, as_of=as_of, unknown=unknown, absent=absent, among=among, between=between)
    return list(islice(rows, n))


def profiles(
    rules: RuleSet,
    *,
    seed: int,
    as_of: date | str,
    unknown: float = 0.15,
    absent: float = 0.3,
    among: Among | None = None,
    between: Between | None = None,
) -> Iterator[Row]:
    """The same profiles one by one, without end: for populations that memory does not hold."""
    if not (0 <= unknown <= 1 and 0 <= absent <= 1):
        raise ValueError("a chance lies between 0 and 1")
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    maker = _Maker(Dictionary(rules, day), unknown, absent, among or {}, between or {})
    return (maker.row(f"{seed}/{at}") for at in count())


class _Maker:
    """How rows are made, fact by fact."""

    def __init__(self, dictionary: Dictionary, unknown: float, absent: float, among: Among, between: Between) -> None:
        facts = {fact.key: fact for fact in dictionary.facts}
        for key in [*among, *between]:
            if key not in facts:
                raise ValueError(f"`{key}` is no fact that can be asked")
        if empty := [key for key, values in among.items() if not values]:
            raise ValueError(f"`{empty[0]}`: no value to choose from")
        self.facts = facts | {key: _narrowed(facts[key], *ends) for key, ends in between.items()}
        self.dictionary, self.absent, self.among = dictionary, absent, among
        usual = sum(fact.effort for fact in self.facts.values()) / max(len(self.facts), 1)
        self.unknown = {key: 1 - (1 - unknown) ** (fact.effort / usual) for key, fact in self.facts.items()}
        self.unknown |= dict.fromkeys(among, 0.0)
        self.declared = [key for key, by in dictionary.declared.items() if by == "applicant"]
        self.undeclared = unknown
        probes = (self.answers(Draw.of(f"relations/{at}", dictionary.as_of)) for at in range(PROBES))
        self.relations = Relations(dictionary, probes)

    def row(self, seed: str) -> Row:
        draw = Draw.of(seed, self.dictionary.as_of)
        facts = self.answers(draw)
        self.relations.mend(facts, lambda key: self.value(key, draw), draw)
        facts = {key: value for key, value in facts.items() if value is not None}
        declared = {key: draw.chance(0.8) for key in self.declared if not draw.chance(self.undeclared)}
        return {"as_of": self.dictionary.as_of.isoformat(), "facts": facts, "declared": declared}

    def answers(self, draw: Draw) -> dict[str, Any]:
        """Each fact for itself, whatever relations say."""
        made = {key: None if draw.chance(self.unknown[key]) else self.value(key, draw) for key in self.facts}
        return {key: value for key, value in made.items() if value is not None}

    def value(self, key: str, draw: Draw) -> Any:
        fact = self.facts[key]
        if key in self.among:
            return deepcopy(draw.among(self.among[key]))
        if fact.absent and draw.chance(self.absent):
            return {"state": draw.among(fact.absent)}
        return draw.value(fact, self.dictionary.codes)


def _narrowed(fact: Fact, low: Any, high: Any) -> Fact:
    """The same fact within bounds of the caller's, which must lie in its own."""
    if fact.low is None or fact.high is None:
        raise ValueError(f"`{fact.key}` has no bounds: it is neither a number nor a date")
    read = date.fromisoformat if fact.type == "date" else Decimal
    try:
        least, most = read(str(low)), read(str(high))
    except ArithmeticError as unlike:
        raise ValueError(f"`{fact.key}`: {low!r} and {high!r} are no numbers") from unlike
    if not fact.low <= least <= most <= fact.high:  # type: ignore[operator]
        raise ValueError(f"`{fact.key}` lies from {fact.low} to {fact.high}, not from {low} to {high}")
    return replace(fact, low=least, high=most)
