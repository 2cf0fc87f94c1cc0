"""Conditions in two spellings, the profile's and plain CEL's, and three CEL implementations of others that answer them.

In CEL, money is whole cents, a date is its day number, an enum member is a text, and a fact `x` is the first item of the list
`x`: an empty list makes reading it an error, which is how CEL hears of something unknown. `&&`, `||` and `?:` absorb errors.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from oracle.values import add_months, age_on, months_between

EPOCH = date(1970, 1, 1).toordinal()
NODE = Path(__file__).parents[2] / "node"
MEMBERS = ("a", "b", "c", "d")
PARENTS = {"n": "", "n1": "n", "n2": "n", "n11": "n1", "n12": "n1", "n21": "n2", "o": ""}
LEAVES = ("n11", "n12", "n21", "o")
LABEL = {"fr": "x", "en": "x"}
ENUM = {"values": {member: LABEL for member in MEMBERS}}

# a fact's declaration in a rule file, and its type in CEL
FACTS: dict[str, tuple[dict[str, Any], str]] = {
    **{f"i{n}": ({"type": "int", "from": "-20", "to": "20"}, "int") for n in range(3)},
    **{f"b{n}": ({"type": "bool"}, "bool") for n in range(3)},
    **{f"e{n}": ({"type": "enum", **ENUM}, "string") for n in range(2)},
    **{f"m{n}": ({"type": "money", "from": "0", "to": "200"}, "int") for n in range(2)},
    **{f"d{n}": ({"type": "date", "from": "1990-01-01", "to": "2030-12-31"}, "int") for n in range(2)},
    "s": ({"type": "set", **ENUM}, "list<string>"),
    "c": ({"type": "code", "taxonomy": "tree"}, "string"),
    "l": (
        {
            "type": "list",
            "record": {
                "k": {"type": "enum", **ENUM},
                "m": {"type": "money", "from": "0", "to": "200"},
                "n": {"type": "int", "from": "-20", "to": "20"},
            },
        },
        "list<map<string, dyn>>",
    ),
}

# None is unknown; money in cents and dates as day numbers
Profile: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = "bool | str"


@dataclass(frozen=True)
class Both:
    """The same in terreau's profile and in CEL."""

    ours: str
    cel: str

    def __str__(self) -> str:
        return self.ours


def join(op: str, left: Both, right: Both) -> Both:
    return Both(f"({left.ours} {op} {right.ours})", f"({left.cel} {op} {right.cel})")


class Writer:
    """Writes random conditions."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def fact(self, *names: str) -> Both:
        name = self.rng.choice(names)
        return Both(f"f.{name}", f"{name}[0]")

    def condition(self, depth: int) -> Both:
        if depth == 0 or self.rng.random() < 0.2:
            return self.leaf()
        match self.rng.randrange(6):
            case 0 | 1:
                return join("&&", self.condition(depth - 1), self.condition(depth - 1))
            case 2 | 3:
                return join("||", self.condition(depth - 1), self.condition(depth - 1))
            case 4:
                inner = self.condition(depth - 1)
                return Both(f"!({inner.ours})", f"!({inner.cel})")
        return self.choice(self.condition(depth - 1), self.condition(depth - 1), self.condition(depth - 1))

    def choice(self, test: Both, yes: Both, no: Both) -> Both:
        return Both(f"({test.ours} ? {yes.ours} : {no.ours})", f"({test.cel} ? {yes.cel} : {no.cel})")

    def leaf(self) -> Both:
        rng = self.rng
        kind = rng.choice(["int", "int", "int", "bool", "enum", "money", "money", "date", "set", "code", "list", "months", "age"])
        match kind:
            case "bool":
                return self.fact("b0", "b1", "b2")
            case "int":
                return self.compare(self.whole(2), self.whole(1))
            case "money":
                return self.compare(self.money(2), self.money(1))
            case "date":
                return self.compare(self.date(), self.date())
            case "months":
                call = self.call(rng.choice(["months_between", "days_between"]), self.date(), self.date())
                return self.compare(call, self.number(-40, 60))
            case "age":
                return self.compare(self.call("age_on", self.fact("d0", "d1"), self.day(2031, 2034)), self.number(0, 40))
            case "enum":
                return self.member(self.fact("e0", "e1"))
            case "set":
                return self.of_set()
            case "code":
                return self.call("within", self.fact("c"), self.text(rng.choice(list(PARENTS))))
        return self.of_list()

    def compare(self, left: Both, right: Both) -> Both:
        return join(self.rng.choice(["==", "!=", "<", "<=", ">", ">="]), left, right)

    def call(self, name: str, *args: Both) -> Both:
        return Both(f"{name}({', '.join(a.ours for a in args)})", f"{name}({', '.join(a.cel for a in args)})")

    def text(self, word: str) -> Both:
        return Both(f'"{word}"', f'"{word}"')

    def number(self, low: int, high: int) -> Both:
        n = self.rng.randint(low, high)
        return Both(str(n), str(n))

    def member(self, it: Both) -> Both:
        if self.rng.random() < 0.5:
            return join(self.rng.choice(["==", "!="]), it, self.text(self.rng.choice(MEMBERS)))
        words = json.dumps(self.rng.sample(MEMBERS, self.rng.randint(1, 3)))
        return Both(f"{it.ours} in {words}", f"{it.cel} in {words}")

    def of_set(self) -> Both:
        held = self.fact("s")
        if self.rng.random() < 0.4:
            word = self.rng.choice(MEMBERS)
            return Both(f'"{word}" in {held.ours}', f'"{word}" in {held.cel}')
        body = self.member(Both("x", "x"))
        macro = self.rng.choice(["exists", "all"])
        return Both(f"{held.ours}.{macro}(x, {body.ours})", f"{held.cel}.{macro}(x, {body.cel})")

    def of_list(self) -> Both:
        records = self.fact("l")
        inner = self.member(Both("r.k", "r.k"))
        more = self.compare(Both("r.m", "r.m"), self.cents()) if self.rng.random() < 0.5 else self.compare(Both("r.n", "r.n"), self.number(-9, 9))
        body = join(self.rng.choice(["&&", "||"]), inner, more)
        match self.rng.choice(["exists", "all", "count"]):
            case "count":
                ours, cel = f"count({records.ours}.filter(r, {body.ours}))", f"size({records.cel}.filter(r, {body.cel}))"
                return self.compare(Both(ours, cel), self.number(0, 3))
            case macro:
                return Both(f"{records.ours}.{macro}(r, {body.ours})", f"{records.cel}.{macro}(r, {body.cel})")

    def whole(self, depth: int) -> Both:
        if depth == 0 or self.rng.random() < 0.4:
            return self.number(-9, 9) if self.rng.random() < 0.3 else self.fact("i0", "i1", "i2")
        match self.rng.randrange(5):
            case 0:
                return join("+", self.whole(depth - 1), self.whole(depth - 1))
            case 1:
                return join("-", self.whole(depth - 1), self.whole(depth - 1))
            case 2:
                return join("*", self.number(-3, 3), self.whole(depth - 1))
            case 3:
                inner = self.whole(depth - 1)
                return Both(f"-({inner.ours})", f"-({inner.cel})")
        return self.choice(self.condition(0), self.whole(depth - 1), self.whole(depth - 1))

    def cents(self) -> Both:
        cents = self.rng.choice([self.rng.randrange(20_000), 100 * self.rng.randrange(200)])
        return Both(f"{cents // 100}.{cents % 100:02}", str(cents))

    def money(self, depth: int) -> Both:
        if depth == 0 or self.rng.random() < 0.4:
            return self.cents() if self.rng.random() < 0.4 else self.fact("m0", "m1")
        if self.rng.random() < 0.3:
            return join("*", self.number(2, 4), self.money(depth - 1))
        return join(self.rng.choice("+-"), self.money(depth - 1), self.money(depth - 1))

    def day(self, first: int, last: int) -> Both:
        if self.rng.random() < 0.2:  # the ends of months
            return self.last(first, last)
        day = date(self.rng.randint(first, last), 1, 1) + timedelta(days=self.rng.randrange(365))
        return Both(f'date("{day}")', str(day.toordinal() - EPOCH))

    def last(self, first: int, last: int) -> Both:
        day = add_months(date(self.rng.randint(first, last), self.rng.randint(1, 12), 1), 1) - timedelta(days=1)
        return Both(f'date("{day}")', str(day.toordinal() - EPOCH))

    def date(self) -> Both:
        found = self.fact("d0", "d1") if self.rng.random() < 0.6 else self.day(1990, 2030)
        if self.rng.random() < 0.3:
            op, days = self.rng.choice("+-"), self.rng.randrange(400)
            return Both(f"{found.ours} {op} days({days})", f"({found.cel} {op} {days})")
        return found


def rule_set(conditions: Sequence[Both], layer: Mapping[str, Any]) -> dict[str, Any]:
    """A rule set with a scheme for each condition; `layer` lends the files that say nothing of conditions."""
    reference = [{"title": "x", "url": "https://example.org", "read_on": "2026-01-01"}]
    text = {"label": LABEL, "question": LABEL, "effort": "1"}
    facts = {name: {**told, **text} for name, (told, _) in FACTS.items()}
    nodes = {code: {"label": LABEL, **({"parent": above} if above else {})} for code, above in PARENTS.items()}
    files: dict[str, Any] = {
        "set.yaml": {key: layer["set.yaml"][key] for key in ("id", "version", "title", "languages", "currency", "score")},
        "providers.yaml": {"providers": {"x": {"title": "x", "kind": LABEL}}},
        "facts/f.yaml": {"facts": facts},
        "taxonomies/tree.yaml": {"id": "tree", "title": LABEL, "nodes": nodes},
    }
    for at, condition in enumerate(conditions):
        files[f"schemes/grant/s{at}.yaml"] = {
            "id": f"s{at}",
            "kind": "grant",
            "title": LABEL,
            "provider": "x",
            "windows": "always",
            "confidence": "high",
            "references": reference,
            "openness": "open",
            "criteria": [{"id": "it", "label": LABEL, "if": condition.ours}],
        }
    return files


def random_profile(rng: random.Random, unknown: float) -> dict[str, Any]:
    return {name: None if rng.random() < unknown else random_value(name, rng) for name in FACTS}


def random_value(name: str, rng: random.Random) -> Any:
    match name[0]:
        case "i":
            return rng.randint(-20, 20)
        case "b":
            return rng.random() < 0.5
        case "e":
            return rng.choice(MEMBERS)
        case "m":
            return rng.choice([rng.randrange(20_001), 100 * rng.randrange(201)])
        case "d":
            start = date(1990, 1, 1).toordinal() - EPOCH
            ends = [add_months(date(1990, 2, 1), n).toordinal() - 1 - EPOCH for n in range(480)]
            return rng.choice([start + rng.randrange(14_975), rng.choice(ends)])
        case "s":
            return sorted(rng.sample(MEMBERS, rng.randint(0, 3)))
        case "c":
            return rng.choice(LEAVES)
    return [{"k": rng.choice(MEMBERS), "m": random_value("m", rng), "n": rng.randint(-20, 20)} for _ in range(rng.randint(0, 3))]


def told(profile: Profile) -> dict[str, Any]:
    """The profile as terreau reads it."""

    def money(cents: int) -> str:
        return f"{cents // 100}.{cents % 100:02}"

    def one(name: str, value: Any) -> Any:
        match name[0]:
            case "m":
                return money(value)
            case "d":
                return date.fromordinal(value + EPOCH).isoformat()
            case "l":
                return [{**record, "m": money(record["m"])} for record in value]
        return value

    facts = {f"f.{name}": one(name, value) for name, value in profile.items() if value is not None}
    return {"as_of": "2026-11-23", "facts": facts}


def activation(profile: Profile) -> dict[str, list[Any]]:
    """The profile as CEL reads it: what is unknown is an empty list."""
    return {name: [] if value is None else [value] for name, value in profile.items()}


def _day(number: int) -> date:
    return date.fromordinal(number + EPOCH)


def _within(code: str, other: str) -> bool:
    while code and code != other:
        code = PARENTS[code]
    return bool(code)


FUNCTIONS: dict[str, tuple[Callable[..., Any], tuple[str, ...], str]] = {
    "months_between": (lambda a, b: months_between(_day(a), _day(b)), ("int", "int"), "int"),
    "age_on": (lambda a, b: age_on(_day(a), _day(b)), ("int", "int"), "int"),
    "days_between": (lambda a, b: b - a, ("int", "int"), "int"),
    "within": (_within, ("string", "string"), "bool"),
}


def cel_cpp() -> Callable[[str, Profile], Answer]:
    """cel-expr-python: the official wrapper of cel-cpp."""
    from cel_expr_python import cel  # type: ignore[import-untyped]

    def type_of(name: str) -> Any:
        simple = {"int": cel.Type.INT, "bool": cel.Type.BOOL, "string": cel.Type.STRING}
        if name in simple:
            return simple[name]
        if name.startswith("list<map"):
            return cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN))
        return cel.Type.List(cel.Type.STRING)

    functions = [
        cel.FunctionDecl(name, [cel.Overload(name, type_of(gives), [type_of(t) for t in takes], False, impl=impl)])
        for name, (impl, takes, gives) in FUNCTIONS.items()
    ]
    environment = cel.NewEnv(
        variables={name: cel.Type.List(type_of(cel_type)) for name, (_, cel_type) in FACTS.items()}, functions=functions
    )
    programs: dict[str, Any] = {}

    def ask(expression: str, profile: Profile) -> Answer:
        if expression not in programs:
            programs[expression] = environment.compile(expression)
        found = programs[expression].eval(data=activation(profile)).plain_value()
        return found if isinstance(found, bool) else f"error: {found}"

    return ask


def cel_python() -> Callable[[str, Profile], Answer]:
    """cel-python: written in Python, from the specification."""
    import celpy
    from celpy import celtypes
    from celpy.adapter import json_to_cel
    from celpy.evaluation import CELEvalError

    def number(function: Callable[..., Any], gives: str) -> Callable[..., Any]:
        wrap = celtypes.BoolType if gives == "bool" else celtypes.IntType

        def called(*args: Any) -> Any:
            failed = next((arg for arg in args if isinstance(arg, Exception)), None)
            return failed if failed is not None else wrap(function(*args))

        return called

    functions = {name: number(impl, gives) for name, (impl, _, gives) in FUNCTIONS.items()}
    environment = celpy.Environment()
    programs: dict[str, Any] = {}

    def ask(expression: str, profile: Profile) -> Answer:
        if expression not in programs:
            programs[expression] = environment.program(environment.compile(expression), functions=functions)
        try:
            given = {name: json_to_cel(value) for name, value in activation(profile).items()}
            return bool(programs[expression].evaluate(given))
        except CELEvalError as error:
            return f"error: {error}"

    return ask


def cel_js(questions: Sequence[tuple[str, Profile]]) -> list[Answer]:
    """@marcbachmann/cel-js, asked everything at once."""
    if not (NODE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--prefix", str(NODE), "--no-audit", "--no-fund"], check=True, capture_output=True)
    asked = {
        "variables": {name: f"list<{cel_type}>" for name, (_, cel_type) in FACTS.items()},
        "parents": PARENTS,
        "questions": [[expression, activation(profile)] for expression, profile in questions],
    }
    told = subprocess.run(
        ["node", str(NODE / "cel.mjs")], input=json.dumps(asked), check=True, capture_output=True, text=True
    ).stdout
    answers: list[Answer] = json.loads(told)
    return answers
