"""The engine beside a second evaluator, `oracle`: on every example and persona, and on profiles made up by the thousand.

ORACLE_CASES=20000 makes a longer run (that many profiles), ORACLE_SEED=7 another one.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from oracle import generate, invent
from oracle.bundle import files, official, texts
from oracle.compare import Comparison, minimal
from oracle.doubt import State, states
from oracle.rules import Rules, read_yaml
from terreau import RuleSet

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "rural-fr"
REGRESSIONS = sorted((ROOT / "tests" / "regressions").glob("*.yaml"))
CASES = int(os.environ.get("ORACLE_CASES", "800"))
SEED = int(os.environ.get("ORACLE_SEED", "0"))
YES = {"eligible", "conditional"}


@dataclass(frozen=True)
class Judges:
    """The engine and the oracle on the same rules."""

    rules: Rules
    engine: RuleSet

    def wrong(
        self,
        profile: dict[str, Any],
        seen: Counter[str] | None = None,
        cap: int = 64,
        only: Collection[str] | None = None,
    ) -> list[str]:
        """Where they disagree about a profile; about these schemes `only`, where a list is given."""
        comparison = Comparison(self.rules, profile, random.Random(1), cap, Counter() if seen is None else seen)
        return list(comparison.disagreements(self.engine.recommend(profile, lang="en"), only))

    def report(self, profile: dict[str, Any], lines: list[str]) -> str:
        """The disagreement and the smallest profile that shows it."""
        first = lines[0].split(" ")[:2]
        small = minimal(profile, lambda fewer: any(line.split(" ")[:2] == first for line in self.wrong(fewer)))
        return "\n".join([*lines, json.dumps(small)])

    def verdicts(self, profile: dict[str, Any]) -> dict[str, str]:
        return {each["scheme"]: each["verdict"] for each in self.engine.recommend(profile, detail="brief")["schemes"]}


@cache
def real() -> Judges:
    layer = files(RULES)
    places = (RULES / "taxonomies" / "territory.places").read_text(encoding="utf-8")
    return Judges(Rules(layer, official(RULES)), RuleSet.from_files(texts(layer), lang="en").with_places(places, lang="en"))


@cache
def made_up(seed: int) -> Judges:
    """A rule set made up of all that the language has."""
    layer = invent.rule_set(random.Random(seed), 30, files(RULES)["set.yaml"])
    return Judges(Rules(layer), RuleSet.from_files(texts(layer), lang="en"))


@cache
def personas() -> dict[str, dict[str, Any]]:
    return {path.stem: read_yaml(path) for path in sorted((RULES / "personas").glob("*.yaml"))}


@cache
def starts() -> list[dict[str, State]]:
    return [states(real().rules, each, date.fromisoformat(each["as_of"])) for each in personas().values()]


def examples() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Scheme, name, profile and expectation of every example."""
    for path in sorted(RULES.glob("schemes/*/*.examples.yaml")):
        raw = read_yaml(path)
        scheme, base = path.name.removesuffix(".examples.yaml"), raw.get("base", {})
        for each in raw["examples"]:
            given = each.get("given", {})
            profile = {part: {**base.get(part, {}), **given.get(part, {})} for part in ("facts", "declared", "filed")}
            for key in each.get("unset", []):
                profile["facts"].pop(key, None)
            profile["declared"] = {f"{scheme}/{key}": answer for key, answer in profile["declared"].items()}
            yield scheme, each["id"], {"as_of": given.get("as_of", base.get("as_of")), **profile}, each["expect"]


EXAMPLES = list(examples())


@pytest.mark.parametrize("case", EXAMPLES, ids=[f"{scheme}/{name}" for scheme, name, _, _ in EXAMPLES])
def test_an_example_is_judged_alike(case: tuple[str, str, dict[str, Any], dict[str, Any]]) -> None:
    """The example's own scheme on its profile, and every seventh of the others in turn; its own expectation is the oracle's too."""
    scheme, name, profile, expect = case
    turn = sum(map(ord, scheme + name)) % 7
    lines = real().wrong(profile, only={scheme, *sorted(real().rules.schemes)[turn::7]})
    assert not lines, real().report(profile, lines)
    comparison = Comparison(real().rules, profile, random.Random(1), cap=400)
    lines = list(comparison.expectation(real().rules.schemes[scheme], expect))
    assert not lines, "\n".join(lines)


@pytest.mark.parametrize("name", sorted(personas()))
def test_a_persona_is_judged_alike(name: str) -> None:
    profile = personas()[name]
    lines = real().wrong(profile)
    assert not lines, real().report(profile, lines)


def judged(seed: int) -> tuple[Counter[str], str]:
    """A made-up truth on the real rules."""
    return told_twice(real(), seed, starts())


def judged_on_made_up_rules(seed: int) -> tuple[Counter[str], str]:
    """A few made-up truths on rules that are made up too."""
    seen: Counter[str] = Counter()
    for at in range(5):
        counts, lines = told_twice(made_up(seed), 5 * seed + at, [])
        seen += counts
        if lines:
            return seen, f"rules {seed}: {lines}"
    return seen, ""


def told_twice(judges: Judges, seed: int, like: list[dict[str, State]]) -> tuple[Counter[str], str]:
    """What a profile tells of a truth, and the whole of it, judged by both; then told step by step."""
    rng = random.Random(seed)
    seen: Counter[str] = Counter()
    as_of = date.fromisoformat(rng.choice(generate.DAYS))
    whole = generate.truth(judges.rules, like, as_of, rng)
    unknown = rng.choice([0.1, 0.3, 0.3, 0.5])
    partial = generate.profile(judges.rules, whole, as_of, rng, unknown)
    complete = {**partial, "facts": generate.profile(judges.rules, whole, as_of, rng, unknown=0, less=0)["facts"]}
    for profile in (partial, complete):
        if lines := judges.wrong(profile, seen):
            return seen, f"seed {seed}: {judges.report(profile, lines)}"
    if seed % 4 == 0:
        lines = [*reversals(judges, partial, complete, rng), *replays(judges, partial, rng, seen)]
        if lines:
            return seen, f"seed {seed}: {lines}\n{json.dumps(partial)}"
    return seen, ""


def reversals(judges: Judges, partial: dict[str, Any], complete: dict[str, Any], rng: random.Random) -> Iterator[str]:
    """Telling one more fact never reverses a settled verdict."""
    hidden = [key for key, told in complete["facts"].items() if partial["facts"].get(key) != told]
    rng.shuffle(hidden)
    facts, before = dict(partial["facts"]), judges.verdicts(partial)
    for key in hidden[:6]:
        facts[key] = complete["facts"][key]
        after = judges.verdicts({**partial, "facts": facts})
        for scheme, verdict in before.items():
            if verdict != "undetermined" and after[scheme] != verdict and {after[scheme], verdict} != YES:
                yield f"{scheme} was {verdict}, is {after[scheme]} once {key} is told"
            if verdict == "eligible" and after[scheme] == "conditional":
                yield f"{scheme} was eligible, is conditional once {key} is told"
        before = after


def replays(judges: Judges, partial: dict[str, Any], rng: random.Random, seen: Counter[str]) -> Iterator[str]:
    """A witness told to the engine as facts gives the verdict that it stands for."""
    waiting = [each for each in judges.engine.recommend(partial)["schemes"] if each.get("why") == "missing"]
    for each in rng.sample(waiting, min(3, len(waiting))):
        for side, allowed in (("yes", YES), ("no", {"ineligible"})):
            witness = each["witness"][side]
            # a list as a whole, or "elsewhere in a wider place", is nothing that a profile can say
            if not set(witness) <= set(judges.rules.facts) or not judges.rules.single(witness):
                continue
            seen["replays"] += 1
            found = judges.verdicts({**partial, "facts": {**partial["facts"], **witness}})[each["scheme"]]
            if found not in allowed:
                yield f"{each['scheme']}: witness {side} {witness} gives {found}"


def together(judge: Callable[[int], tuple[Counter[str], str]], seeds: range) -> Counter[str]:
    seen: Counter[str] = Counter()
    found: list[str] = []
    with ProcessPoolExecutor() as pool:
        for counts, lines in pool.map(judge, seeds, chunksize=max(1, len(seeds) // 40)):
            seen += counts
            found += [lines] if lines else []
    print("together:", dict(sorted(seen.items())))
    assert not found, "\n\n".join(found[:5])
    # the comparison means something only if every kind of answer was met
    for kind in ("eligible", "conditional", "ineligible", "undetermined: missing", "witnesses", "ends of amounts", "replays"):
        assert seen[kind] >= CASES / 20, (kind, seen[kind])
    return seen


def test_made_up_profiles_are_judged_alike() -> None:
    together(judged, range(SEED, SEED + CASES // 2))


def test_made_up_rules_are_judged_alike() -> None:
    together(judged_on_made_up_rules, range(SEED, SEED + CASES // 80))


@pytest.mark.parametrize("path", REGRESSIONS, ids=[path.stem for path in REGRESSIONS])
def test_regression(path: Path) -> None:
    case = read_yaml(path)
    told = {each["scheme"]: each for each in real().engine.recommend(case["profile"])["schemes"]}[case["scheme"]]
    part = told if case["part"] == "verdict" else told[case["part"]]
    assert {key: str(part[key]) for key in case["expect"]} == case["expect"]
