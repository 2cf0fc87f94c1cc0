"""Conditions mean what CEL says they mean: the same lines through terreau and through three CEL implementations of others.

CEL_SETS=200 makes a longer run, CEL_SEED=7 another one. Left out, for CEL has nothing like them or means something else:
division (exact here, truncated there), rates and decimals, `none` and `has()`, `sum`, `min`, `max`, parameters, series.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice, product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from oracle import cel
from oracle.bundle import files, texts
from terreau import RuleSet

ROOT = Path(__file__).parents[2]
SETS = int(os.environ.get("CEL_SETS", "20"))
SEED = int(os.environ.get("CEL_SEED", "0"))
CONDITIONS, PROFILES, COMPLETIONS = 150, 4, 120
TRUTH: dict[cel.Answer, str] = {True: "yes", False: "no"}
VERDICT = {"yes": "eligible", "no": "ineligible", "unknown": "undetermined"}


@dataclass(frozen=True)
class Case:
    """One condition on one profile, and what the engine says of it."""

    condition: cel.Both
    profile: dict[str, Any]
    told: dict[str, Any]

    @property
    def truth(self) -> str:
        found: str = self.told["criteria"][0]["truth"]
        return found

    @property
    def read(self) -> list[str]:
        return sorted(set(re.findall(r"f\.(\w+)", self.condition.ours)))

    def __str__(self) -> str:
        used = {name: self.profile[name] for name in self.read}
        return f"{self.condition.ours}\n    {cel.told(used)['facts']}\n    CEL: {self.condition.cel}"


@cache
def cases() -> list[Case]:
    """Thousands of conditions, each on a few profiles; from nothing unknown to most."""
    layer = files(ROOT / "rules" / "rural-fr")
    found = []
    for seed in range(SEED, SEED + SETS):
        rng = random.Random(seed)
        writer = cel.Writer(rng)
        conditions = [writer.condition(rng.randint(0, 4)) for _ in range(CONDITIONS)]
        rules = RuleSet.from_files(texts(cel.rule_set(conditions, layer)), lang="en")
        for unknown in islice((0.0, 0.3, 0.3, 0.6), PROFILES):
            profile = cel.random_profile(rng, unknown)
            told = {each["scheme"]: each for each in rules.recommend(cel.told(profile))["schemes"]}
            found += [Case(condition, profile, told[f"s{at}"]) for at, condition in enumerate(conditions)]
    return found


@cache
def official() -> Callable[[str, cel.Profile], cel.Answer]:
    return cel.cel_cpp()


def settled_alike(case: Case, answer: cel.Answer) -> bool:
    """Where CEL gives an answer the engine gives the same; where CEL meets the unknown, the next tests look closer."""
    return not isinstance(answer, bool) or case.truth == TRUTH[answer] and case.told["verdict"] == VERDICT[case.truth]


def agree(answers: Iterator[tuple[Case, cel.Answer]], least: float) -> None:
    seen: Counter[str] = Counter()
    wrong: list[Case] = []
    for case, answer in answers:
        seen["an answer" if isinstance(answer, bool) else "unknown to CEL" if answer.startswith("error") else answer] += 1
        if not settled_alike(case, answer):
            wrong.append(case)
    print("together:", dict(seen))
    assert not wrong, f"{len(wrong)} disagreements, the shortest:\n{min(map(str, wrong), key=len)}"
    assert set(seen) == {"an answer", "unknown to CEL"}, seen
    assert seen["an answer"] >= least * sum(seen.values()), seen


def test_the_official_implementation_agrees() -> None:
    ask = official()
    agree(((case, ask(case.condition.cel, case.profile)) for case in cases()), 0.4)


def test_an_implementation_in_python_agrees() -> None:
    ask = cel.cel_python()
    agree(((case, ask(case.condition.cel, case.profile)) for case in cases()[::3]), 0.4)


@pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="no node or npm")
def test_an_implementation_in_javascript_agrees() -> None:
    answers = cel.cel_js([(case.condition.cel, case.profile) for case in cases()])
    agree(zip(cases(), answers, strict=True), 0.4)


def test_what_is_settled_against_the_unknown_holds_in_every_completion() -> None:
    """Where CEL meets the unknown and the engine is sure all the same, completed profiles prove it right."""
    ask, rng = official(), random.Random(SEED)
    seen: Counter[str] = Counter()
    for case in cases():
        if case.truth == "unknown" or isinstance(ask(case.condition.cel, case.profile), bool):
            continue
        seen[case.truth] += 1
        assert case.told["verdict"] == VERDICT[case.truth], case
        for whole in completions(case, rng):
            assert TRUTH[ask(case.condition.cel, whole)] == case.truth, f"{case}\n    but {whole}"
    print("together:", dict(seen))
    assert min(seen["yes"], seen["no"]) > SETS, seen


def completions(case: Case, rng: random.Random) -> Iterator[dict[str, Any]]:
    """The profile with what it leaves unknown filled in: everything where that is little, else drawn."""
    numbers = sorted({int(n) for n in re.findall(r"(?<![\w\[])\d+", case.condition.cel)})
    hidden = [name for name in case.read if case.profile[name] is None]
    choices = [values(name, numbers, rng) for name in hidden]
    if prod(map(len, choices)) <= COMPLETIONS:
        drawn: Any = product(*choices)
    else:
        drawn = (tuple(map(rng.choice, choices)) for _ in range(COMPLETIONS))
    for each in drawn:
        yield {**case.profile, **dict(zip(hidden, each, strict=True))}


def values(name: str, numbers: list[int], rng: random.Random) -> list[Any]:
    """Values that stand for a fact: the numbers of the condition, one off, and others."""
    ends = {"i": (-20, 20), "m": (0, 20_000), "d": (date(1990, 1, 1).toordinal() - cel.EPOCH, 22279)}
    if name[0] in ends:
        low, high = ends[name[0]]
        near = [sign * n + step for n in numbers for sign in (1, -1) for step in (-1, 0, 1)]
        return sorted({low, high, *(n for n in near if low <= n <= high), *(rng.randint(low, high) for _ in range(12))})
    fixed: dict[str, Any] = {"b": [False, True], "e": cel.MEMBERS, "c": list(cel.PARENTS)}
    return list(fixed[name[0]]) if name[0] in fixed else [cel.random_value(name, rng) for _ in range(12)]


def test_what_is_undetermined_has_two_witnesses_in_cel() -> None:
    """Unknown is said only where two completions differ, and CEL says that they do."""
    ask, rng = official(), random.Random(SEED)
    seen: Counter[str] = Counter()
    for case in cases():
        if case.told["verdict"] != "undetermined":
            continue
        assert case.truth == "unknown", case
        seen[case.told["why"]] += 1
        if case.told["why"] != "missing":
            continue
        for side, expected in (("yes", True), ("no", False)):
            witness = case.told["witness"][side]
            if not all(key.removeprefix("f.") in cel.FACTS for key in witness):
                seen["a witness that speaks of a list as a whole"] += 1
                continue
            there = Case(case.condition, {**case.profile, **{key[2:]: value(key[2:], v) for key, v in witness.items()}}, {})
            for whole in islice(completions(there, rng), 6):
                assert ask(case.condition.cel, whole) is expected, f"{case}\n    witness {side} {witness}, {whole}"
            seen["witnesses"] += 1
    print("together:", dict(seen))
    assert seen["witnesses"] > 50 * SETS, seen


def value(name: str, told: Any) -> Any:
    """What a witness says, as CEL reads it."""
    if isinstance(told, dict):
        return told["elsewhere_in"]
    if name[0] == "m":
        return int(Decimal(told) * 100)
    return date.fromisoformat(told).toordinal() - cel.EPOCH if name[0] == "d" else told
