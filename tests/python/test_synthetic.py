"""Invented populations: every profile is valid, reproducible and as unknown as asked, whatever the rule set."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

import pytest
from oracle import invent
from oracle.bundle import texts
from oracle.rules import read_yaml
from terreau import RuleSet, TerreauError, synthetic

ROOT = Path(__file__).parents[2]
RURAL = ROOT / "rules" / "rural-fr"
DAY = "2026-11-23"
# the relations that the facts of rural-fr declare, said again
COMPANY = {"company", "cooperative"}
NO_COMPANY = {"micro_enterprise", "ei", "cae_entrepreneur", "informal_group"}


@pytest.fixture(scope="module")
def rural() -> RuleSet:
    return RuleSet.load(RURAL)


@pytest.fixture(scope="module")
def projects(rural: RuleSet) -> list[dict[str, Any]]:
    return synthetic.population(rural, 800, seed=1, as_of=DAY)


def told(projects: list[dict[str, Any]], key: str) -> Iterator[Any]:
    return (project["facts"][key] for project in projects if key in project["facts"])


def test_the_rules_accept_every_one(rural: RuleSet, projects: list[dict[str, Any]]) -> None:
    for project in projects:
        assert json.loads(json.dumps(project)) == project
        rural.recommend_json(project, detail="brief", top=0)


def test_rules_made_up_of_all_that_the_language_has_are_served_too() -> None:
    lent = read_yaml(RURAL / "set.yaml")
    for seed in range(8):
        layer = invent.rule_set(Random(seed), 5, lent)
        rules = RuleSet.from_files(texts(layer), lang="en")
        for project in synthetic.population(rules, 40, seed=seed, as_of="2028-02-29", unknown=0):
            rules.recommend_json(project, detail="brief", top=0)


def test_relations_between_facts_are_kept(projects: list[dict[str, Any]]) -> None:
    both = [
        (facts["applicant.kind"], facts["structure.legal_form"])
        for facts in (project["facts"] for project in projects)
        if {"applicant.kind", "structure.legal_form"} <= set(facts)
    ]
    for kind, form in both:
        assert (kind == "commune") == (form == "commune") and (kind == "epci") == (form == "epci")
        assert not (kind in COMPANY and form in NO_COMPANY)
        assert kind != "association" or form in {"association_1901", "undecided"}
    # eight kinds; mending leaves none of them rare
    kinds = Counter(kind for kind, _ in both)
    assert len(kinds) == 8 and min(kinds.values()) > len(both) / 25


def test_the_same_seed_gives_the_same_rows_however_many_are_made(rural: RuleSet, projects: list[dict[str, Any]]) -> None:
    assert synthetic.population(rural, 20, seed=1, as_of=date(2026, 11, 23)) == projects[:20]
    assert list(islice(synthetic.profiles(rural, seed=1, as_of=DAY), 3)) == projects[:3]
    other = synthetic.population(rural, 20, seed=2, as_of=DAY)
    assert not [row for row in other if row in projects]


def test_the_hash_seed_of_the_process_does_not_matter(projects: list[dict[str, Any]]) -> None:
    program = (
        "import json, sys; from terreau import RuleSet, synthetic; "
        f"print(json.dumps(synthetic.population(RuleSet.load(sys.argv[1]), 5, seed=1, as_of='{DAY}')))"
    )
    for hashes in "1", "2":
        made = subprocess.run(
            [sys.executable, "-c", program, str(RURAL)],
            env={**os.environ, "PYTHONHASHSEED": hashes},
            capture_output=True,
            text=True,
            check=True,
        )
        assert made.stdout == json.dumps(projects[:5]) + "\n"


def test_what_is_not_known_is_a_share(rural: RuleSet) -> None:
    asked = [fact for fact in rural.describe()["facts"] if not fact["derived"]]
    for share in 0.0, 0.3, 1.0:
        made = synthetic.population(rural, 100, seed=3, as_of=DAY, unknown=share)
        known = mean(len(project["facts"]) for project in made) / len(asked)
        assert abs(known - (1 - share)) < 0.06
        declared = mean(len(project["declared"]) for project in made)
        assert (declared == 0) == (share == 1)
    hard = [fact["fact"] for fact in asked if fact["effort"] >= 4]
    easy = [fact["fact"] for fact in asked if fact["effort"] == 1]
    made = synthetic.population(rural, 300, seed=3, as_of=DAY, unknown=0.3)
    assert mean(sum(key in row["facts"] for row in made) for key in hard) < mean(
        sum(key in row["facts"] for row in made) for key in easy
    )


def test_states_of_absence_are_a_share_where_facts_have_them(rural: RuleSet) -> None:
    made = synthetic.population(rural, 600, seed=4, as_of=DAY, absent=0.25)
    can_be = {fact["fact"]: fact["can_be"] for fact in rural.describe()["facts"] if "can_be" in fact}
    assert len(can_be) > 3
    for key, states in can_be.items():
        found = list(told(made, key))
        missing = [value for value in found if isinstance(value, dict)]
        assert all(value["state"] in states for value in missing)
        assert abs(len(missing) / len(found) - 0.25) < 0.08
    assert not [value for row in made for key, value in row["facts"].items() if key not in can_be and isinstance(value, dict)]


def test_numbers_are_skewed_and_large_ones_go_together(projects: list[dict[str, Any]]) -> None:
    turnover = sorted(told(projects, "structure.turnover"))
    assert turnover[0] == 0 and mean(turnover) > 10 * turnover[len(turnover) // 2]
    both = [
        (row["facts"]["structure.turnover"], row["facts"]["structure.headcount"])
        for row in projects
        if {"structure.turnover", "structure.headcount"} <= set(row["facts"])
    ]
    ranks = [{at: place for place, at in enumerate(sorted(range(len(both)), key=lambda at: both[at][side]))} for side in (0, 1)]
    middle, square = (len(both) - 1) / 2, (len(both) ** 2 - 1) / 12
    correlation = mean((ranks[0][at] - middle) * (ranks[1][at] - middle) for at in range(len(both))) / square
    assert 0.15 < correlation < 0.7  # Spearman's


def test_dates_lie_near_the_day_where_bounds_let_them(projects: list[dict[str, Any]]) -> None:
    day = date.fromisoformat(DAY)
    starts = [abs((date.fromisoformat(start) - day).days) for start in told(projects, "project.start")]
    assert sum(days < 366 for days in starts) > len(starts) / 2
    born = [date.fromisoformat(value).year for value in told(projects, "applicant.birth_date")]
    assert min(born) >= 1926 and max(born) <= 2012 and max(born) - min(born) > 60


def test_what_the_caller_knows_narrows_the_population(rural: RuleSet) -> None:
    made = synthetic.population(
        rural,
        200,
        seed=5,
        as_of=DAY,
        among={"territory.place": ["dep-07", "dep-07", "dep-26"], "applicant.kind": ["association"], "project.jobs": [None]},
        between={"structure.headcount": (1, 5), "project.start": ("2027-01-01", "2027-12-31")},
    )
    places = Counter(told(made, "territory.place"))
    assert set(places) == {"dep-07", "dep-26"} and places["dep-07"] > places["dep-26"]
    assert list(told(made, "applicant.kind")) == ["association"] * 200 and not list(told(made, "project.jobs"))
    assert set(told(made, "structure.legal_form")) <= {"association_1901", "undecided"}
    forms = synthetic.population(rural, 100, seed=6, as_of=DAY, among={"applicant.kind": ["commune", None], "structure.legal_form": ["sarl", None]})
    assert {(row["facts"].get("applicant.kind"), row["facts"].get("structure.legal_form")) for row in forms} == {
        ("commune", None),
        (None, "sarl"),
        (None, None),
    }
    assert not [value for row in forms for value in row["facts"].values() if value is None]
    assert all(1 <= headcount <= 5 for headcount in told(made, "structure.headcount"))
    assert all(start.startswith("2027-") for start in told(made, "project.start"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"unknown": 1.5}, "between 0 and 1"),
        ({"among": {"project.jobz": [1]}}, "project.jobz"),
        ({"among": {"project.jobs": []}}, "no value"),
        ({"between": {"structure.headcount": (0, 6_000)}}, "from 0 to 5000"),
        ({"between": {"structure.headcount": ("few", "many")}}, "no numbers"),
        ({"between": {"applicant.kind": (0, 1)}}, "neither a number nor a date"),
    ],
)
def test_what_cannot_be_is_refused(rural: RuleSet, given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        synthetic.population(rural, 1, seed=1, as_of=DAY, **given)


def test_a_value_that_is_none_of_its_fact_is_the_engines_to_refuse(rural: RuleSet) -> None:
    with pytest.raises(TerreauError, match="applicant.kind"):
        synthetic.population(rural, 1, seed=1, as_of=DAY, among={"applicant.kind": ["comune"]})


def test_columns_say_what_rows_say(rural: RuleSet, projects: list[dict[str, Any]]) -> None:
    rows = [*projects[:200], {"facts": {"finance.own_funds": {"from": 5000, "to": 8000}, "project.first_commitment": {"state": "none"}}}]
    made = synthetic.columns(rural, rows)
    assert {len(column) for column in made.values()} == {len(rows)}
    assert made["finance.own_funds.from"][-1] == Decimal(5000) and made["finance.own_funds"][-1] is None
    assert made["project.first_commitment.state"][-1] == "none"
    for at, row in enumerate(rows[:200]):
        for key, value in row["facts"].items():
            cell = made[key][at]
            if isinstance(value, dict):
                assert cell is None and made[f"{key}.state"][at] == value["state"]
            elif isinstance(value, (bool, str)):
                assert (cell.isoformat() if isinstance(cell, date) else cell) == value
            elif isinstance(value, (int, float)):
                assert cell == Decimal(str(value))
        assert {key for key in made if "/" in key and made[key][at] is not None} == set(row["declared"])
    amounts = {type(record["amount"]) for cell in made["finance.budget"] if cell for record in cell}
    assert amounts == {Decimal}


def test_columns_hold_every_way_of_telling_that_they_can(rural: RuleSet) -> None:
    facts = {"project.start": "2028-02", "structure.share_applicant": "60%", "structure.share_family": 0.75, "project.duration": "12"}
    made = synthetic.columns(rural, [{"facts": facts}])
    assert (made["project.start.from"], made["project.start.to"]) == ([date(2028, 2, 1)], [date(2028, 2, 29)])
    assert made["structure.share_applicant"] == [Decimal("0.6")] and made["structure.share_family"] == [Decimal("0.75")]
    assert made["project.duration"] == [12] and made["project.start"] == [None]


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("applicant.kind", {"one_of": ["commune", "epci"]}),
        ("applicant.birth_date", {"age": 34}),
        ("applicant.birth_date", "2026-02-30"),
        ("finance.own_funds", "much"),
        ("finance.budget", [12]),
        ("finance.budgets", []),
    ],
)
def test_columns_refuse_what_they_cannot_hold(rural: RuleSet, key: str, answer: Any) -> None:
    with pytest.raises(ValueError, match=key):
        synthetic.columns(rural, [{"facts": {key: answer}}])
