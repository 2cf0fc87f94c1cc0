"""Strategies of hypothesis: every profile that they draw is one that the rules accept, and all ways of telling are drawn."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import NoSuchExample
from oracle import invent
from oracle.bundle import texts
from oracle.rules import read_yaml
from terreau import RuleSet, strategies

ROOT = Path(__file__).parents[2]
RURAL = RuleSet.load(ROOT / "rules" / "rural-fr")
TRIO = RuleSet.load(ROOT / "tests" / "vectors" / "sets" / "trio")
DAY = "2026-11-23"
SLOW = settings(deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
ANY = strategies.profiles(RURAL, as_of=DAY)


@settings(SLOW, max_examples=100)
@given(ANY)
def test_the_rules_accept_every_one(profile: dict[str, Any]) -> None:
    assert json.loads(json.dumps(profile)) == profile
    RURAL.recommend_json(profile, detail="brief", top=0)


@settings(SLOW, max_examples=30)
@given(strategies.profiles(RURAL, as_of=DAY, unknown=False, rough=False, declared=False))
def test_all_can_be_told(profile: dict[str, Any]) -> None:
    asked = {fact["fact"] for fact in RURAL.describe()["facts"] if not fact["derived"]}
    assert set(profile["facts"]) == asked and profile["declared"] == {}
    states = {value["state"] for value in profile["facts"].values() if isinstance(value, dict) and "state" in value}
    assert states <= {"none", "not_applicable"}
    RURAL.recommend_json(profile, detail="brief", top=0)


def test_rules_made_up_of_all_that_the_language_has_are_served_too() -> None:
    lent = read_yaml(ROOT / "rules" / "rural-fr" / "set.yaml")
    for seed in range(4):
        rules = RuleSet.from_files(texts(invent.rule_set(Random(seed), 5, lent)), lang="en")

        @settings(SLOW, max_examples=60)
        @given(strategies.profiles(rules, as_of="2028-02-29"))
        def accepted(profile: dict[str, Any]) -> None:
            rules.recommend_json(profile, detail="brief", top=0)  # noqa: B023 called before the next rules are made

        accepted()


def test_every_way_of_telling_a_fact_is_drawn() -> None:
    ways: set[str] = set()

    @settings(SLOW, max_examples=40, phases=[Phase.generate])
    @given(ANY)
    def look(profile: dict[str, Any]) -> None:
        for answer in profile["facts"].values():
            ways.update(answer if isinstance(answer, dict) else [type(answer).__name__])
            ways.update([answer["state"]] if isinstance(answer, dict) and "state" in answer else [])

    look()
    assert ways >= {"one_of", "from", "to", "age", "years_ago", "months_ago", "state", "NoneType", "list", "str", "int", "bool"}
    assert ways >= {"none", "not_applicable", "unknown", "declined"}


def test_what_fails_shrinks_to_what_matters() -> None:
    few = strategies.profiles(TRIO, as_of=DAY)
    for seed in range(5):
        small = find(
            few,
            lambda profile: profile["facts"].get("applicant.kind") == "association",
            settings=settings(SLOW, max_examples=1_000),
            random=Random(seed),
        )
        assert small == {"as_of": DAY, "facts": {"applicant.kind": "association"}, "declared": {}}


def test_a_declaration_is_answered_only_where_asked_for() -> None:
    few = strategies.profiles(TRIO, as_of=DAY)
    schemes = TRIO.recommend({"as_of": DAY, "facts": {}})["schemes"]
    by = {each["key"]: each["by"] for scheme in schemes for each in scheme["declared"]}
    for who in set(by.values()):
        small = find(few, lambda profile, who=who: who in map(by.get, profile["declared"]), settings=SLOW)  # type: ignore[misc]
        assert small["facts"] == {} and who in map(by.get, small["declared"])
    with pytest.raises(NoSuchExample):
        find(strategies.profiles(TRIO, as_of=DAY, declared=False), lambda profile: bool(profile["declared"]), settings=settings(SLOW, max_examples=50))


def test_without_hypothesis_one_is_told_what_to_install() -> None:
    program = "import sys; sys.modules['hypothesis'] = None; import terreau; import terreau.synthetic; import terreau.strategies"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "ImportError: terreau.strategies needs hypothesis: pip install hypothesis" in told.stderr
