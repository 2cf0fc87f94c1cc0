"""Sets the engine's answer beside the oracle's, scheme by scheme. A disagreement is a line of text."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from oracle.doubt import Doubt, State, amounts, expressions, judge, state, states
from oracle.expression import Expr
from oracle.rules import Fact, Rules, Scheme, amount_expressions
from oracle.scheme import Window, met, window
from oracle.values import Code

# completions of what should leave no choice
FEW = 8
# what the engine may say, by what completions say
SETTLED = {frozenset({"yes"}): "eligible", frozenset({"no"}): "ineligible"}


@dataclass
class Comparison:
    """One profile, judged by both."""

    rules: Rules
    profile: Mapping[str, Any]
    rng: random.Random
    cap: int = 64
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.as_of = date.fromisoformat(self.profile["as_of"])
        self.states = states(self.rules, self.profile, self.as_of)

    def window(self, scheme: Scheme) -> Window:
        filed = self.profile.get("filed", {}).get(scheme.id)
        return window(scheme, self.as_of, date.fromisoformat(filed) if filed else None)

    def doubt(self, scheme: Scheme, more: Mapping[str, Any] | None = None) -> Doubt:
        """The scheme's doubt, once `more` is known too."""
        facts = self.rules.facts
        told = {key: self.single(facts[key], each) for key, each in (more or {}).items()}
        declared = {
            key.partition("/")[2]: answer in {True, "yes"}
            for key, answer in self.profile.get("declared", {}).items()
            if key.partition("/")[0] == scheme.id
        }
        day = self.window(scheme).application_date
        return Doubt(self.rules, scheme, {**self.states, **told}, day, declared)

    def single(self, fact: Fact, told: Any) -> State:
        """What a completion says of a fact."""
        return state(self.rules, fact, told, self.as_of)

    def disagreements(self, report: Mapping[str, Any], only: Collection[str] | None = None) -> Iterator[str]:
        told = {each["scheme"]: each for each in report["schemes"]}
        if set(told) != set(self.rules.schemes):
            yield "not the same schemes"
        for name, scheme in self.rules.schemes.items():
            if only is not None and name not in only:
                continue
            for line in self.scheme(scheme, told[name]):
                yield f"{name}: {line}"

    def scheme(self, scheme: Scheme, told: Mapping[str, Any]) -> Iterator[str]:
        ours = self.window(scheme)
        theirs = Window(told["window"]["state"], date.fromisoformat(told["window"]["application_date"]))
        if ours != theirs:
            yield f"window {theirs}, oracle {ours}"
            return
        doubt = self.doubt(scheme)
        yield from self.verdict(doubt, told)
        yield from self.criteria(doubt, told)
        if scheme.amount is not None:
            yield from self.amount(doubt, told["amount"])

    def expectation(self, scheme: Scheme, expect: Mapping[str, Any]) -> Iterator[str]:
        """Where the oracle itself is not what an example expects."""
        ours, doubt = self.window(scheme), self.doubt(scheme)
        out = judge(doubt, self.cap, self.rng)
        verdict = "undetermined" if "no" in out.verdicts and len(out.verdicts) > 1 else SETTLED.get(out.verdicts, "conditional")
        for key, mine in (("verdict", verdict), ("window", ours.state)):
            if expect.get(key, mine) != mine:
                yield f"expects {key} {expect[key]}, oracle {mine}"
        if "failing" in expect and out.failing and set(expect["failing"]) != set(out.failing):
            yield f"expects failing {expect['failing']}, oracle {list(out.failing)}"
        if "amount" in expect and scheme.amount is not None:
            found, _ = amounts(doubt, self.cap, self.rng)
            told = expect["amount"]
            if told == "none" or None in found:
                if told != "none" or set(found) != {None}:
                    yield f"expects amount {told}, oracle {found[:3]}"
                return
            ends = [told["from"], told["to"]] if isinstance(told, dict) else [told, told]
            numbers = [each for each in found if each is not None]
            low, high = Fraction(ends[0]), Fraction(ends[1])
            if min(numbers) < low or max(numbers) > high or low == high != numbers[0]:
                yield f"expects amount {told}, oracle {_text(min(numbers))} to {_text(max(numbers))}"

    def verdict(self, doubt: Doubt, told: Mapping[str, Any]) -> Iterator[str]:
        out = judge(doubt, self.cap, self.rng)
        ours, theirs = out.verdicts, told["verdict"]
        open_facts = doubt.unknown(expressions(doubt.scheme.criteria))
        self.seen[theirs] += 1
        if not ours:
            self.seen["no completion keeps the constraints"] += 1
            return
        if not open_facts:
            self.seen["verdicts of complete profiles"] += 1
            if theirs != SETTLED.get(ours, "conditional"):
                yield f"verdict {theirs}, oracle {sorted(ours)}"
        fits = {
            "eligible": ours == {"yes"},
            "conditional": "no" not in ours,
            "ineligible": ours == {"no"},
            "undetermined": bool(open_facts),
        }[theirs]
        if not fits:
            yield f"verdict {theirs} ({told.get('why')}), but completions say {sorted(ours)}"
        if theirs == "ineligible":
            yield from self.failing(doubt, told["failing"])
        if theirs == "undetermined":
            self.seen[f"undetermined: {told['why']}"] += 1
            yield from self.undetermined(doubt, told, open_facts)

    def undetermined(self, doubt: Doubt, told: Mapping[str, Any], open_facts: set[str]) -> Iterator[str]:
        if not told["missing"] or not set(told["missing"]) <= open_facts:
            yield f"missing {told['missing']}, open are {sorted(open_facts)}"
        if told["why"] != "missing":
            return
        for side, allowed in (("yes", {"yes", "if_declared"}), ("no", {"no"})):
            witness = told["witness"][side]
            if not set(witness) <= set(self.rules.facts):
                self.seen["witnesses that speak of a list as a whole"] += 1
                continue
            if not set(witness) <= open_facts:
                yield f"witness {side} speaks of what is known: {sorted(set(witness) - open_facts)}"
                continue
            if not self.tells_apart(witness):
                yield f"witness {side} is outside of what the profile says: {witness}"
                continue
            out = judge(self.doubt(doubt.scheme, witness), FEW, self.rng)
            self.seen["witnesses"] += 1
            if not out.verdicts <= allowed or not out.verdicts:
                yield f"witness {side} {witness} gives {sorted(out.verdicts)}"

    def tells_apart(self, witness: Mapping[str, Any]) -> bool:
        """A witness stays within what the profile says."""
        return all(self.inside(self.states[key], key, told) for key, told in witness.items())

    def inside(self, known: State, key: str, told: Any) -> bool:
        fact = self.rules.facts[key]
        values = self.single(fact, told).values
        if known.values:
            return fact.type == "list" or all(value in known.values for value in values)
        return known.low is None or all(known.low <= value <= known.high for value in values)

    def failing(self, doubt: Doubt, failing: list[str]) -> Iterator[str]:
        """Every top criterion that certainly fails; where none does alone, a set that cannot hold together, none too many."""
        top = {c.id: c for c in doubt.scheme.criteria}
        known = {c.id: c for c in doubt.scheme.criteria if not doubt.unknown(expressions([c]))}
        world = doubt.world({})
        ours = {name for name, c in known.items() if not met(c, world, doubt.declared, otherwise=True)}
        if not ours <= set(failing) or not failing:
            yield f"failing {failing}, oracle {sorted(ours)}"
        unsure = [name for name in failing if name in known and name not in ours]
        if unsure:
            yield f"failing {failing}, but {unsure} hold"
        if not ours:
            chosen = [top[name] for name in failing]
            worlds, _ = doubt.completions(expressions(chosen), self.cap, self.rng)
            if any(all(met(c, each, doubt.declared, otherwise=True) for c in chosen) for each in worlds):
                yield f"failing {failing} can all hold"

    def criteria(self, doubt: Doubt, told: Mapping[str, Any]) -> Iterator[str]:
        """A top criterion said to hold, or not to, does so in completions."""
        truths = {each["id"]: each["truth"] for each in told.get("criteria", [])}
        if list(truths) != [c.id for c in doubt.scheme.criteria]:
            yield f"criteria {list(truths)}"
            return
        for c in doubt.scheme.criteria:
            exprs = expressions([c])
            if not doubt.unknown(exprs):
                world = doubt.world({})
                ours = {met(c, world, doubt.declared, otherwise) for otherwise in (False, True)}
            elif truths[c.id] == "unknown":
                continue
            else:
                worlds, _ = doubt.completions(exprs, FEW, self.rng)
                ours = {met(c, each, doubt.declared, otherwise) for each in worlds for otherwise in (False, True)}
            if ours and truths[c.id] != ("unknown" if len(ours) > 1 else "yes" if True in ours else "no"):
                yield f"criterion {c.id} is {truths[c.id]}, oracle {sorted(ours)}"

    def amount(self, doubt: Doubt, told: Mapping[str, Any]) -> Iterator[str]:
        """Every completion's amount lies within; ends said to be reached are reached."""
        assert doubt.scheme.amount is not None
        exprs: list[Expr] = list(amount_expressions(doubt.scheme.amount, self.rules.roles))
        found, _ = amounts(doubt, self.cap // 2, self.rng)
        low, high = _euros(told["low"]), _euros(told["high"])
        open_facts = doubt.unknown(exprs)
        numbers = [each for each in found if each is not None]
        states_told = {True: "not_applicable", False: "known"}
        absent = {each is None for each in found}
        self.seen[f"amounts: {'exact' if told['exact'] else 'bounds'}"] += 1
        if len(absent) > 1 and told["state"] != "maybe_not_applicable":
            yield f"amount {told['state']}, oracle knows both"
        if len(absent) == 1 and not open_facts and told["state"] != states_told[absent.pop()]:
            yield f"amount {told['state']}, oracle {found}"
        if len(absent) == 1 and open_facts and told["state"] not in {states_told[absent.pop()], "maybe_not_applicable"}:
            yield f"amount {told['state']}, oracle {found[:3]}"
        if not numbers:
            return
        if low is None or high is None or not low <= min(numbers) <= max(numbers) <= high:
            yield f"amount {low} to {high}, oracle {_text(min(numbers))} to {_text(max(numbers))}"
            return
        if not open_facts:
            self.seen["amounts of complete profiles"] += 1
            if not low == numbers[0] == high:
                yield f"amount {low} to {high}, oracle {_text(numbers[0])}"
        elif told["exact"]:
            yield from self.ends(doubt, told)

    def ends(self, doubt: Doubt, told: Mapping[str, Any]) -> Iterator[str]:
        assert doubt.scheme.amount is not None
        if told["low"] != told["high"] and not ("at_low" in told and "at_high" in told):
            yield "amount said exact without the completions that reach its ends"
        for side in ("low", "high"):
            if f"at_{side}" not in told:
                continue
            there = told[f"at_{side}"]
            if not set(there) <= set(self.rules.facts):
                continue
            if not self.tells_apart(there):
                yield f"amount at_{side} is outside of what the profile says: {there}"
            found, _ = amounts(self.doubt(doubt.scheme, there), 4, self.rng)
            self.seen["ends of amounts"] += 1
            if any(each != _euros(told[side]) for each in found):
                yield f"amount {side} {told[side]}, but at_{side} {there} gives {found[:3]}"


def _euros(told: Any) -> Fraction | None:
    return None if told is None else Fraction(str(told))


def _text(number: Fraction) -> str:
    return f"{float(number):.2f}"


def minimal(profile: Mapping[str, Any], wrong: Any) -> dict[str, Any]:
    """The profile without the facts and answers that the disagreement does not need."""
    kept = dict(profile)
    for part in ("facts", "declared"):
        for key in list(kept.get(part, {})):
            fewer = {**kept, part: {k: v for k, v in kept[part].items() if k != key}}
            if wrong(fewer):
                kept = fewer
    return kept
