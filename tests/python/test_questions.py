"""The order of questions: ours, by occurrence, and at random, on personas of which everything is hidden at first.

All personas in one table: `QUESTIONS=all pytest -n 0 -s tests/python/test_questions.py` (some minutes).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from oracle.rules import read_yaml
from terreau import RuleSet

RULES = Path(__file__).parents[2] / "rules" / "rural-fr"
EVERY = 1 if os.environ.get("QUESTIONS") == "all" else 6
PERSONAS = sorted((RULES / "personas").glob("*.yaml"))[::EVERY]
SEEDS = (1, 2)
TOP = 5
AFTER = (5, 8, 12, 20)
Profile = dict[str, Any]
# the next fact to ask about, of those that schemes still wait for
Policy = Callable[[Profile, list[str]], str | None]


@cache
def rules() -> RuleSet:
    return RuleSet.load(RULES)


@dataclass
class Talk:
    """The first five as they stand before any question and after each, and whether they were settled in the end."""

    heads: list[list[str]]
    settled: bool

    @property
    def asked(self) -> int:
        return len(self.heads) - 1

    @property
    def steady(self) -> int:
        """Questions after which the first five are those of the end, and stay so."""
        return next(n for n in range(len(self.heads)) if all(set(h) == set(self.heads[-1]) for h in self.heads[n:]))

    def quality(self, after: int) -> float:
        """The share of the first five of the end that is shown after so many questions."""
        shown = self.heads[min(after, self.asked)]
        return len(set(shown) & set(self.heads[-1])) / TOP


def talk(persona: Profile, policy: Policy) -> Talk:
    """Asks about facts until no question is of use.

    What the persona leaves out is answered "I don't know": a question all the same, and left aside from then on.
    """
    profile: Profile = {"as_of": persona["as_of"], "facts": {}, "declared": persona.get("declared", {})}
    skip: list[str] = []
    heads = [first(profile)]
    while True:
        following = rules().next_question(profile, top=TOP, skip=skip)
        question = following.get("question")
        # declared criteria are no facts; every policy would ask them last
        if question is None or "fact" not in question:
            return Talk(heads, question is None and following["settled"])
        key = policy(profile, skip) or question["key"]
        assert key not in skip and key not in profile["facts"], key
        if (answer := persona["facts"].get(key)) is None:
            skip.append(key)
        else:
            profile["facts"][key] = answer
        heads.append(first(profile))


def first(profile: Profile) -> list[str]:
    return [scheme["scheme"] for scheme in rules().recommend(profile, detail="brief", top=TOP)["schemes"]]


def waited_for(profile: Profile, skip: list[str]) -> Counter[str]:
    """How many schemes wait for each fact that was not asked about."""
    schemes = rules().recommend(profile, detail="brief")["schemes"]
    return Counter(key for scheme in schemes for key in scheme["missing"] if key not in skip and key not in profile["facts"])


def ours(_profile: Profile, _skip: list[str]) -> str | None:
    return None


def by_occurrence(profile: Profile, skip: list[str]) -> str | None:
    """The fact that most schemes wait for; of several, the first by name."""
    found = waited_for(profile, skip)
    return min(found, key=lambda key: (-found[key], key)) if found else None


def at_random(seed: int) -> Policy:
    draw = random.Random(seed)

    def policy(profile: Profile, skip: list[str]) -> str | None:
        found = sorted(waited_for(profile, skip))
        return draw.choice(found) if found else None

    return policy


@cache
def talks(path: Path) -> dict[str, list[Talk]]:
    persona = read_yaml(path)
    policies: dict[str, list[Policy]] = {"ours": [ours], "occurrence": [by_occurrence], "random": [at_random(seed) for seed in SEEDS]}
    return {name: [talk(persona, policy) for policy in drawn] for name, drawn in policies.items()}


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_the_order_of_questions_changes_none_of_the_answers(path: Path) -> None:
    """Once the first five are settled they are the same, whatever was asked first."""
    ends = [set(t.heads[-1]) for drawn in talks(path).values() for t in drawn if t.settled]
    assert all(end == ends[0] for end in ends), ends


def test_ours_show_the_right_ones_first() -> None:
    found = {path.stem: talks(path) for path in PERSONAS}
    print(f"\n{'until the first five stay':34} {'ours':>6} {'occurrence':>11} {'random':>8}")
    for name, row in found.items():
        print(f"{name:34} {_mean(row['ours'], 'steady'):6.0f} {_mean(row['occurrence'], 'steady'):11.0f} {_mean(row['random'], 'steady'):8.1f}")
    total: dict[str, dict[str, float]] = {policy: _sums([row[policy] for row in found.values()]) for policy in ("ours", "occurrence", "random")}
    for line in total["ours"]:
        print(f"{line:34} {total['ours'][line]:6.2f} {total['occurrence'][line]:11.2f} {total['random'][line]:8.2f}")
    for line in ("until the first five stay", "until none is of use"):
        assert total["ours"][line] <= total["occurrence"][line] <= total["random"][line], line


def _mean(drawn: list[Talk], what: str) -> float:
    return sum(int(getattr(t, what)) for t in drawn) / len(drawn)


def _sums(rows: list[list[Talk]]) -> dict[str, float]:
    qualities = {
        f"share shown after {n}": sum(sum(t.quality(n) for t in row) / len(row) for row in rows) / len(rows) for n in AFTER
    }
    return {
        "until the first five stay": sum(_mean(row, "steady") for row in rows),
        "until none is of use": sum(_mean(row, "asked") for row in rows),
        **qualities,
    }
