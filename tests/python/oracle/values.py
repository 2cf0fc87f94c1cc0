"""Values of the rule language and the little arithmetic that dates and codes need."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeAlias

# bool, Fraction, date, Duration, str (enum member, text), Code, frozenset (set), tuple of records or numbers, ABSENT
Value: TypeAlias = Any


class Absent:
    """None or not applicable: a value that does not exist."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


@dataclass(frozen=True)
class Duration:
    """So many days, or so many months: the two do not mix."""

    count: int
    unit: str


class Taxonomy:
    """A tree of codes."""

    def __init__(self, parents: Mapping[str, str | None], official: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.parents = parents
        self.official = official or {}

    def line(self, code: str) -> list[str]:
        """The code and everything above it."""
        found: list[str] = []
        at: str | None = code
        while at is not None:
            found.append(at)
            at = self.parents[at]
        return found

    def places(self, code: str) -> list[str]:
        """The single places that a code may mean; a listed code also stands for what lies right there and is not listed.

        By prefix, a code that is not listed counts under its longest listed prefix; an official place under what it lies in.
        """
        if code not in self.parents and code in self.official:
            return [next(place for place in self.official[code] if place in self.parents)]
        if code not in self.parents:
            prefixes = (code[:end].rstrip(".") for end in range(len(code) - 1, 0, -1))
            return [next(prefix for prefix in prefixes if prefix in self.parents)]
        return [p for p in self.parents if code in self.line(p)]


@dataclass(frozen=True)
class Code:
    """A single place of a taxonomy."""

    tree: Taxonomy
    code: str

    def within(self, other: str) -> bool:
        return other in self.tree.line(self.code)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def move(day: date, by: Duration, sign: int) -> date:
    if by.unit == "days":
        return day + timedelta(days=sign * by.count)
    return add_months(day, sign * by.count)


def months_between(start: date, end: date) -> int:
    """Whole months, as `add_months` counts them; negative when the end lies before."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if start <= end:
        return months if add_months(start, months) <= end else months - 1
    return months if add_months(start, months) >= end else months + 1


def age_on(birth: date, day: date) -> int:
    """Whole years since birth, counted the same way: so many birthdays have come; before birth, less than none."""
    years = day.year - birth.year
    return years if add_months(birth, 12 * years) <= day else years - 1


def rounded(number: Fraction, how: str) -> Fraction:
    if how == "cent":
        return Fraction(floor(number * 100 + Fraction(1, 2)), 100)
    if how == "euro":
        return Fraction(floor(number + Fraction(1, 2)))
    if how == "euro_down":
        return Fraction(floor(number))
    assert how == "euro_up", how
    return Fraction(ceil(number))
