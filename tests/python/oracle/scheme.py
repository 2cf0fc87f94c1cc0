"""What a scheme says of a complete profile: its window, the truth of its criteria, its amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from oracle.evaluate import World
from oracle.expression import parse
from oracle.rules import Criterion, Scheme, duration, number, scalar
from oracle.values import rounded


@dataclass(frozen=True)
class Window:
    state: str
    application_date: date


def window(scheme: Scheme, as_of: date, filed: date | None) -> Window:
    """Open, upcoming, closed or undated on a day; and the day that conditions are read on."""
    start, end = scheme.in_force
    if scheme.windows is None or scheme.windows == "always":
        state = "closed" if as_of > end else "upcoming" if as_of < start else ""
        state = state or ("open" if scheme.windows else "undated")
        return Window(state, filed or (start if state == "upcoming" else as_of))
    spans = []
    for told in scheme.windows:
        opens = max(start, date.fromisoformat(told["opens"])) if "opens" in told else start
        closes = min(end, date.fromisoformat(told["closes"])) if "closes" in told else end
        spans.append((opens, closes))
    if any(opens <= as_of <= closes for opens, closes in spans):
        return Window("open", filed or as_of)
    coming = [opens for opens, closes in spans if as_of < opens <= closes]
    if coming:
        return Window("upcoming", filed or min(coming))
    return Window("closed", filed or as_of)


def met(criterion: Criterion, world: World, declared: Mapping[str, bool], otherwise: bool) -> bool:
    """Whether a criterion holds; `otherwise` answers for declared criteria that nobody has answered."""
    match criterion.form:
        case "if":
            assert criterion.expr is not None
            return world.holds(criterion.expr)
        case "declared":
            return declared.get(criterion.id, otherwise)
    parts = (met(part, world, declared, otherwise) for part in criterion.parts)
    match criterion.form:
        case "all":
            return all(parts)
        case "any":
            return any(parts)
        case "not":
            return not any(parts)
    return sum(parts) >= criterion.count


def amount(told: Mapping[str, Any], world: World) -> Fraction | None:
    """Euros, never less than none; None where the amount does not apply."""
    total = _schedule(told, world)
    for bonus in told.get("plus", []):
        if total is not None and world.holds(parse(bonus["if"])):
            more = world.number(scalar(bonus["value"]))
            total = None if more is None else total + more
    if "cap" in told:
        cap = world.number(scalar(told["cap"]))
        total = None if cap is None or total is None else min(total, cap)
    # an aid under the floor is not paid, whatever made it so small
    if "floor" in told:
        floor = world.number(scalar(told["floor"]))
        if total is not None:
            total = None if floor is None else Fraction(0) if total < floor else total
    return None if total is None else max(rounded(total, told.get("round", "cent")), Fraction(0))


def _schedule(told: Mapping[str, Any], world: World) -> Fraction | None:
    """The base times the rate, or the value; once, by year, or month by month."""
    if "monthly" in told:
        monthly = world.number(scalar(told["monthly"]))
        if "until_total" in told:
            total = world.number(scalar(told["until_total"]))
            return None if monthly is None or total is None else total if monthly > 0 else Fraction(0)
        return None if monthly is None else monthly * duration(told["for"]).count
    value = world.number(scalar(told["value"])) if "value" in told else _share(told, world)
    if value is not None and "by_year" in told:
        return value * sum(map(number, told["by_year"]), Fraction(0))
    return value


def _share(told: Mapping[str, Any], world: World) -> Fraction | None:
    base, rate = _base(told["of"], world), world.number(scalar(told.get("rate", "100%")))
    return None if base is None or rate is None else base * rate


def _base(of: Any, world: World) -> Fraction | None:
    roles = world.rules.roles
    if isinstance(of, dict):
        lines = world.value(parse(roles["budget"]), {})
        cost = sum((line["amount"] for line in lines if line["kind"] in of["budget"]), Fraction(0))
        less = world.number(parse(of["less"])) if "less" in of else Fraction(0)
        return None if less is None else max(cost - less, Fraction(0))
    if of == "bank_loan":
        return world.number(parse(roles["bank_loan"]))
    if of == "notified_grant":
        grants = world.value(parse(roles["grants_notified"]), {})
        return sum((grant["amount"] - grant["paid"] for grant in grants), Fraction(0))
    return world.number(scalar(of))
