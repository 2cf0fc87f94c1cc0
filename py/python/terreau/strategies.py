"""Hypothesis strategies: any profile that a rule set accepts, in every way that a profile can tell a fact.

    from hypothesis import given
    from terreau import RuleSet, strategies

    rules = RuleSet.load("rules/rural-fr")

    @given(strategies.profiles(rules, as_of="2026-11-23"))
    def test_no_answer_without_a_verdict(profile):
        assert all(scheme["verdict"] for scheme in rules.recommend(profile)["schemes"])

Examples shrink to the empty profile: facts leave one by one, ranges become values, values the first or the smallest there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from terreau._dictionary import DECIMALS, Dictionary, Fact
from terreau._rule_set import RuleSet

try:
    from hypothesis import reject
    from hypothesis import strategies as st
except ImportError:
    raise ImportError("terreau.strategies needs hypothesis: pip install hypothesis") from None

__all__ = ["profiles"]

Strategy: TypeAlias = st.SearchStrategy[Any]
RECORDS, MONTHS, TRIES = 4, 24, 40
# counts of months that a profile may go back
LONGEST = 3_000


def profiles(
    rules: RuleSet, *, as_of: date | str, unknown: bool = True, rough: bool = True, declared: bool = True
) -> st.SearchStrategy[dict[str, Any]]:
    """Any profile that the rules accept on a day, as plain JSON values; answers never contradict one another.

    Without `unknown`, every fact is told; without `rough`, what is told is a value or a state of absence, no range, age or one of
    several. With `declared`, some of what applicants and funders declare is answered.
    """
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    dictionary = Dictionary(rules, day)
    answers = {fact.key: _answer(fact, dictionary, rough=rough) for fact in dictionary.facts}
    if unknown:
        answers = {key: each | _NOT_TOLD for key, each in answers.items()}
    asked = list(dictionary.declared) if declared else []
    said = st.dictionaries(st.sampled_from(asked), st.booleans()) if asked else st.just({})

    @st.composite
    def profile(draw: st.DrawFn) -> dict[str, Any]:
        # a choice of its own for each fact, so that facts leave one by one
        told = {key: draw(answer) for key, answer in answers.items() if not unknown or draw(st.booleans())}
        for _ in range(TRIES):
            broken = dictionary.contradictions(told)
            if not broken:
                return {"as_of": day.isoformat(), "facts": told, "declared": draw(said)}
            # what contradicts itself is drawn anew, the answers that the engine names first
            told |= {fact: draw(answers[fact]) for fact in sorted({each.fact for each in broken if each.fact})}
        reject()

    return profile()


_NOT_TOLD: Strategy = st.sampled_from([None, {"state": "unknown"}, {"state": "declined"}])


def _answer(fact: Fact, dictionary: Dictionary, *, rough: bool) -> Strategy:
    """Every way to tell a fact, the plainest first."""
    ways = [_value(fact, dictionary)]
    if fact.absent:
        ways.append(st.sampled_from([{"state": state} for state in fact.absent]))
    if rough:
        ways += _rough(fact, ways[0], dictionary.as_of)
    return st.one_of(ways)


def _value(fact: Fact, dictionary: Dictionary) -> Strategy:
    match fact.type:
        case "bool":
            return st.booleans()
        case "enum":
            return st.sampled_from(fact.members)
        case "set":
            return st.lists(st.sampled_from(fact.members), unique=True)
        case "code":
            codes = dictionary.codes.get(fact.key)
            return st.sampled_from(codes) if codes else st.none()
        case "date":
            return st.dates(*fact.days).map(date.isoformat)
        case "text":
            return st.text(max_size=20)
        case "list":
            fields = {field.key: _value(field, dictionary) for field in fact.fields}
            return st.lists(st.fixed_dictionaries({}, optional=fields), max_size=RECORDS)
        case "series":
            return st.lists(_number(fact), max_size=MONTHS)
    return _number(fact)


def _number(fact: Fact) -> Strategy:
    """Whole where its type is; else text, which is exact."""
    low, high = fact.numbers
    decimals = DECIMALS[fact.type]
    if decimals == 0:
        return st.integers(int(low), int(high))
    return st.integers(int(low.scaleb(decimals)), int(high.scaleb(decimals))).map(
        lambda units: _plain(Decimal(units).scaleb(-decimals))
    )


def _plain(number: Decimal) -> int | str:
    return int(number) if number == number.to_integral_value() else format(number.normalize(), "f")


def _rough(fact: Fact, value: Strategy, as_of: date) -> Sequence[Strategy]:
    """Ways to tell less than a value."""
    if fact.type in {"enum", "code"}:
        return [st.lists(value, min_size=1, max_size=3).map(lambda each: {"one_of": each})]
    if fact.type not in {"date", "money", "rate", "decimal", "int", "duration"}:
        return []
    ways = [
        st.lists(value, min_size=1, max_size=3).map(lambda each: {"one_of": each}),
        value.map(lambda low: {"from": low}),
        value.map(lambda high: {"to": high}),
        st.tuples(value, value).map(lambda ends: dict(zip(("from", "to"), sorted(ends, key=_order), strict=True))),
    ]
    return ways + _since(fact, as_of) if fact.type == "date" else ways


def _order(value: int | str) -> Decimal | str:
    return value if isinstance(value, str) and value.count("-") == 2 else Decimal(value)


def _since(fact: Fact, as_of: date) -> list[Strategy]:
    """A month, or how long ago, where all that it may mean lies within bounds."""
    first, last = fact.days
    ways: list[Strategy] = []
    months = st.dates(first, last).filter(lambda day: first <= day.replace(day=1) and _month_end(day) <= last)
    ways.append(months.map(lambda day: day.isoformat()[:7]))
    least = max((as_of.year - last.year) * 12 + as_of.month - last.month + 1, 0)
    most = min((as_of.year - first.year) * 12 + as_of.month - first.month - 2, LONGEST)
    if least <= most:
        ways.append(st.integers(least, most).map(lambda count: {"months_ago": count}))
    if -(-least // 12) <= most // 12 - 1:
        years = st.integers(-(-least // 12), most // 12 - 1)
        ways += [years.map(lambda count: {"years_ago": count}), years.map(lambda count: {"age": count})]
    return ways


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
