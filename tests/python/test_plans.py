"""Every persona's plan reckoned a second time, as one would in a spreadsheet, from the profile and the payments of the plan."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import yaml
from terreau import RuleSet

RULES = Path(__file__).parents[2] / "rules" / "rural-fr"
PERSONAS = sorted((RULES / "personas").glob("*.yaml"))
CENT = Decimal("0.01")
EXEMPT = {"real_estate", "wages"}
Plan = dict[str, Any]
Table = dict[str, list[Decimal]]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return RuleSet.load(RULES)


# what persona files leave open, so that their plans have loans, matching money, bridges and taxes in them
MORE: list[dict[str, Any]] = [
    {},
    {"finance.local_cofinancing": 8000, "finance.bank_loan": 30000, "finance.bank_loan_agreed": True},
    {
        "finance.local_cofinancing": 12000,
        "finance.bank_loan": 50000,
        "finance.bank_loan_agreed": False,
        "finance.crowd_target": 6000,
        "structure.vat_recovered": True,
        "applicant.household_need": 900,
        "finance.expected_income": 9000,
        "finance.social_contributions": 4000,
        "finance.grants_notified": [{"scheme": "foundation", "amount": 5000, "paid": 1000, "notified_on": "2026-09-01"}],
    },
]


@pytest.mark.parametrize("more", MORE, ids=["as told", "with a loan", "with all"])
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda path: path.stem)
def test_a_spreadsheet_gives_the_same(rules: RuleSet, persona: Path, more: dict[str, Any]) -> None:
    profile = _profile(persona, more)
    plan = rules.plan(profile, lang="en", assume=["*"] if more else None)
    facts = profile["facts"]
    months = [month["month"] for month in plan["cash"]]
    start = _at(plan["start"], months[0])

    in_kind = [source for source in plan["helps"] if source["way"] == "in_kind"]
    lines = [line for line in facts["finance.budget"] if not in_kind or line["kind"] not in {"works", "real_estate"}]
    uses = sum((_money(line["amount"]) for line in lines), Decimal(0))
    assert plan["uses"] == uses
    assert sum((_money(source["amount"]) for source in plan["sources"]), _money(plan["gap"])) == uses

    flows = _needs(plan, facts, lines, start) + _brought(plan, facts, months[0])
    opening = max(_money(_known(facts, "finance.opening_cash")), _money(_known(facts, "finance.own_funds")))
    balance = opening
    for at, month in enumerate(plan["cash"]):
        balance += sum((sum_ for when, sum_ in flows if max(when, 0) == at), Decimal(0))
        assert _money(month["balance"]) == balance, month["month"]
    assert _money(plan["trough"]["lowest"]) == min(_money(month["balance"]) for month in plan["cash"])

    tables = {table["key"]: _table(table) for table in plan["tables"]}
    closing = tables["cash"]["Cash at the end"]
    assert closing == [_money(month["balance"]) for month in plan["cash"]]
    for year, end in enumerate(tables["three_years"]["Cash at the end"]):
        assert end == closing[max(start, 0) + 12 * (year + 1) - 1]
    for key in ("initial", "project"):
        assert tables[key]["Needs in all"] == tables[key]["Resources in all"] == [uses]


@pytest.mark.parametrize("persona", [p for p in PERSONAS if "not_together" in p.read_text(encoding="utf-8")], ids=lambda p: p.stem)
def test_what_never_goes_together_does_not(rules: RuleSet, persona: Path) -> None:
    pairs = yaml.safe_load(persona.read_text(encoding="utf-8"))["expect"]["not_together"]
    assert pairs
    for more in MORE:
        plan = rules.plan(_profile(persona, more), assume=["*"])
        taken = {source["id"] for source in plan["sources"] + plan["helps"]}
        assert not [pair for pair in pairs if set(pair) <= taken]


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda path: path.stem)
def test_every_plan_is_proved_in_both_languages(rules: RuleSet, persona: Path) -> None:
    profile = _profile(persona, {})
    french, english = rules.plan(profile), rules.plan(profile, lang="en")
    assert french["proof"]["state"] == "proved"
    assert [s["amount"] for s in french["sources"]] == [s["amount"] for s in english["sources"]]
    assert french["summary"] != english["summary"]


def _profile(persona: Path, more: dict[str, Any]) -> dict[str, Any]:
    told = yaml.load(persona.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 the plain loader: texts alone
    facts = {key: _typed(value) for key, value in told["facts"].items()}
    return {"as_of": told["as_of"], "facts": {**facts, **more}}


def _typed(value: Any) -> Any:
    """Rule files write yes, no and numbers as text."""
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    return {"yes": True, "no": False}.get(value, value)


def _money(value: Any) -> Decimal:
    return Decimal(str(value))


def _known(facts: dict[str, Any], key: str) -> Any:
    value = facts.get(key, 0)
    return value.get("from", 0) if isinstance(value, dict) else value or 0


def _at(month: str, first: str) -> int:
    (year, number), (from_year, from_number) = month.split("-"), first.split("-")
    return (int(year) - int(from_year)) * 12 + int(number) - int(from_number)


def _needs(plan: Plan, facts: dict[str, Any], lines: list[Any], start: int) -> list[tuple[int, Decimal]]:
    """Spending with its tax, the months of the activity, the household, the rent of help in kind."""
    flows = []
    recovered = facts.get("structure.vat_recovered") is True
    for line in lines:
        amount, when = _money(line["amount"]), max(start + int(line.get("month", 0)), 0)
        flows.append((when, -amount))
        if recovered and line["kind"] not in EXEMPT:
            tax = (amount * Decimal("0.2")).quantize(CENT, ROUND_HALF_UP)
            flows += [(when, -tax), (when + 4, tax)]  # four months at the latest
    revenue, costs = facts.get("finance.revenue"), facts.get("finance.running_costs")
    household = _money(_known(facts, "applicant.household_need"))
    rent = _money(_known(facts, "finance.rent_planned")) if any(s["way"] == "in_kind" for s in plan["helps"]) else 0
    for when in range(max(start, 0), len(plan["cash"])):
        flows.append((when, -household - rent))
        if revenue and costs:
            flows.append((when, _like(revenue, when - start) - _like(costs, when - start)))
    return flows


def _like(series: list[Any], month: int) -> Decimal:
    """Past its end, a series repeats its last twelve months."""
    if month >= len(series):
        month = len(series) - 12 + (month - len(series)) % 12
    return _money(series[month])


def _brought(plan: Plan, facts: dict[str, Any], first: str) -> list[tuple[int, Decimal]]:
    """Payments and repayments of every source, at their latest."""
    flows: list[tuple[int, Decimal]] = []
    lives = bool(facts.get("applicant.household_need"))
    for source in plan["sources"] + plan["helps"]:
        amount = _money(source["amount"])
        if source["way"] in {"own", "guarantee", "relief", "in_kind"} or (source["way"] == "income" and not lives):
            flows += _fees(source, 0)
            continue
        payments = [(_at(p["late"], first), _money(p["amount"])) for p in source["payments"]]
        flows += payments
        if source["way"] == "bridge":
            grant = next(s for s in plan["sources"] if s["id"] == source["over"])
            paid = max(_at(p["late"], first) for p in grant["payments"])
            lent = payments[0][0]
            back = min(max(paid, lent), lent + source["repayment"]["months"])
            assert _at(source["repayment"]["until"], first) == back
            flows.append((back, -amount))
        if source["way"] == "loan":
            flows += _repaid(source, payments[0][0], amount)
        flows += _fees(source, payments[0][0] if payments else 0)
    return flows


def _fees(source: dict[str, Any], when: int) -> list[tuple[int, Decimal]]:
    """What the rules write of fees: a share of the sum, or a sum of its own."""
    told: dict[str, Any] = next((_written(path).get("fees", {}) for path in RULES.glob(f"schemes/*/{source['id']}.yaml")), {})
    rate = Decimal(str(told.get("rate", 0)).rstrip("%")) / 100
    return [(when, -(_money(source["amount"]) * rate + _money(told.get("value", 0))).quantize(CENT, ROUND_HALF_UP))]


def _written(path: Path) -> dict[str, Any]:
    """The amount of a scheme as its file writes it."""
    told: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["amount"]
    return told


def _yearly(scheme: str) -> Decimal:
    """The rate that the rules write; where they write none, that of the set's bank loan."""
    for path in RULES.glob(f"schemes/*/{scheme}.yaml"):
        told = _written(path).get("loan", {}).get("interest")
        if told is not None:
            return Decimal(str(told).rstrip("%")) / 100
    return Decimal("0.04")


def _repaid(source: dict[str, Any], lent: int, amount: Decimal) -> list[tuple[int, Decimal]]:
    """Equal instalments after the deferral; the last one takes what rounding left."""
    terms = source["repayment"]
    yearly = _yearly(source["id"])
    rate = yearly / 12
    number = terms["months"] - terms["deferral"]
    if rate:
        each = (amount * rate / (1 - (1 + rate) ** -number)).quantize(CENT, ROUND_HALF_UP)
    else:
        each = Decimal(ceil(amount * 100 / number)) / 100
    assert _money(terms["instalment"]) == each
    left, flows = amount, []
    for after in range(1, terms["months"] + 1):
        # a twelfth is taken last: half a cent is then half a cent
        interest = (left * yearly / 12).quantize(CENT, ROUND_HALF_UP)
        principal = Decimal(0) if after <= terms["deferral"] else min(each - interest, left)
        principal = left if after == terms["months"] else principal
        left -= principal
        flows.append((lent + after, -principal - interest))
    assert left == 0
    return flows


def _table(table: dict[str, Any]) -> Table:
    return {row["label"]: [_money(cell) for cell in row["cells"]] for row in table["rows"]}
