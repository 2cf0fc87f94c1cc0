"""Random values of facts; only `random()` is drawn from, which gives the same numbers on every version of Python."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from terreau._dictionary import DECIMALS, Fact

T = TypeVar("T")
# days before or after the as-of date within which most dates lie
NEAR = 3_650
MONTHS = 12
# no one tells of a few euros
SMALLEST = {"money": 100, "series": 100, "decimal": 0.5}
RECORDS = 6


@dataclass(frozen=True)
class Draw:
    """The chances of one row. `size`, from 0 to 1, is how large the project is: its numbers are large or small together."""

    rng: Random
    size: float
    as_of: date

    @classmethod
    def of(cls, seed: str, as_of: date) -> Draw:
        """A text as seed is hashed by SHA-512, so the chances depend on nothing else."""
        rng = Random(seed)
        return cls(rng, rng.random(), as_of)

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def among(self, choices: Sequence[T]) -> T:
        return choices[int(self.rng.random() * len(choices))]

    def value(self, fact: Fact, codes: Mapping[str, Sequence[Any]]) -> Any:
        """A value as a profile writes it; `None` where the dictionary gives nothing to choose from."""
        match fact.type:
            case "bool":
                return self.chance(0.5)
            case "enum":
                return self.among(fact.members)
            case "set":
                # one or two members on average
                return [member for member in fact.members if self.chance(1.5 / len(fact.members))]
            case "code":
                return self.among(codes[fact.key]) if codes.get(fact.key) else None
            case "date":
                return self.date(*fact.days).isoformat()
            case "text":
                return f"{fact.label} {1 + int(self.rng.random() * 9)}"
            case "list":
                return [self.record(fact, codes) for _ in range(int(self.rng.random() * (RECORDS + 1)))]
            case "series":
                return self.series(fact)
        return self.number(fact.type, *map(float, fact.numbers))

    def record(self, fact: Fact, codes: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
        return {field.key: self.value(field, codes) for field in fact.fields}

    def series(self, fact: Fact) -> list[int | float]:
        """A year that grows or shrinks by a few percent a month."""
        low, high = map(float, fact.numbers)
        first, growth = self.number("series", low, high), 1 + (self.rng.random() - 0.4) / 10
        return [_written(first * growth**at, "series", low, high) for at in range(MONTHS)]

    def number(self, kind: str, low: float, high: float) -> int | float:
        """Small numbers more often than large ones, by powers of ten: bounds run up to what small projects hardly know."""
        if kind in {"rate", "duration"} or low < 0:
            return _written(low + self.rng.random() * (high - low), kind, low, high)
        if low == 0 and self.chance(0.15):
            return 0
        start = min(max(low, SMALLEST.get(kind, 1)), high)
        place = ((self.size + self.rng.random()) / 2) ** 1.5
        return _written(start * (high / start) ** place if start else 0, kind, low, high)

    def date(self, first: date, last: date) -> date:
        """Near the as-of date, the nearer the more often; anywhere where those days are out of bounds."""
        far = int(math.exp(self.rng.random() * math.log(NEAR)))
        day = self.as_of + timedelta(days=far if self.chance(0.4) else -far)
        if first <= day <= last:
            return day
        return first + timedelta(days=int(self.rng.random() * ((last - first).days + 1)))


def _written(number: float, kind: str, low: float, high: float) -> int | float:
    """A number as people tell it: two significant digits, and no more decimals than its type has."""
    digits = 1 - math.floor(math.log10(abs(number))) if number else 0
    rounded = min(max(round(number, min(digits, DECIMALS[kind])), low), high)
    return int(rounded) if rounded == int(rounded) else rounded
