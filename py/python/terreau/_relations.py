"""Answers that cannot all be true: which facts hang together, found by asking the engine, and how a row is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from terreau._dictionary import Contradiction, Dictionary
from terreau._draw import Draw

Facts: TypeAlias = dict[str, Any]
# how often a broken relation is looked into, and how often answers are made anew before they are left out
LOOKS, TRIES = 3, 60


class Relations:
    """The facts of every relation that these rows break."""

    def __init__(self, dictionary: Dictionary, rows: Iterable[Facts]) -> None:
        self._dictionary = dictionary
        self._facts: dict[str, set[str]] = {}
        looks: dict[str, int] = {}
        for facts in rows:
            for broken in dictionary.contradictions(facts):
                looks[broken.relation] = looks.get(broken.relation, 0) + 1
                if looks[broken.relation] <= LOOKS:
                    self._facts.setdefault(broken.relation, set()).update(self._bearing(broken, facts))

    def _bearing(self, broken: Contradiction, facts: Facts) -> list[str]:
        """Facts without which the relation is not broken."""
        without = {key: {other: facts[other] for other in facts if other != key} for key in facts}
        return [key for key, fewer in without.items() if not self._breaks(broken, fewer)]

    def _breaks(self, broken: Contradiction, facts: Facts) -> bool:
        return any(each.relation == broken.relation for each in self._dictionary.contradictions(facts))

    def mend(self, facts: Facts, anew: Callable[[str], Any], draw: Draw) -> None:
        """Makes answers anew until they keep every relation; leaves out those that cannot."""
        for turn in range(2 * TRIES):
            found = self._dictionary.contradictions(facts)
            if not found:
                return
            bearing = self._told(found[0], facts)
            if turn >= TRIES:
                for key in bearing:
                    del facts[key]
            else:
                self._settle(found[0], bearing, facts, anew, draw)
        facts.clear()

    def _told(self, broken: Contradiction, facts: Facts) -> list[str]:
        known = {broken.fact} if broken.fact else set(facts)
        return sorted(key for key in self._facts.get(broken.relation, known) if key in facts)

    def _settle(
        self, broken: Contradiction, bearing: list[str], facts: Facts, anew: Callable[[str], Any], draw: Draw
    ) -> None:
        """One of the answers stays, so that rare ones do not die out; the others are made anew until they go with it."""
        kept = draw.among(bearing)
        others = [key for key in bearing if key != kept] or bearing
        for _ in range(TRIES):
            facts.update({key: anew(key) for key in others})
            if not self._breaks(broken, {key: facts[key] for key in bearing}):
                return
