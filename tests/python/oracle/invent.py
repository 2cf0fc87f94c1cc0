"""Made-up rule sets that use all of the language, on the few facts declared here; what real rules never say is said too."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

TEXT = {"fr": "x", "en": "x"}
WORDS = {"values": {word: TEXT for word in "abcd"}}
PARENTS = {"n": "", "n1": "n", "n2": "n", "n11": "n1", "n12": "n1", "n21": "n2", "o": ""}
MONEY = {"type": "money", "from": "0", "to": "100000"}
DATE = {"type": "date", "from": "1960-01-01", "to": "2040-12-31"}
RECORD = {"kind": {"type": "enum", **WORDS}, "amount": MONEY, "month": {"type": "int", "from": "-20", "to": "20"}}
GRANT = {"scheme": {"type": "text"}, "amount": MONEY, "notified_on": DATE, "paid": MONEY}
FACTS: dict[str, dict[str, Any]] = {
    "i0": {"type": "int", "from": "-20", "to": "20"},
    "i1": {"type": "int", "from": "0", "to": "9", "can_be": ["none"]},
    "b0": {"type": "bool"},
    "b1": {"type": "bool"},
    "e0": {"type": "enum", **WORDS},
    "e1": {"type": "enum", **WORDS, "can_be": ["not_applicable"]},
    "m0": MONEY,
    "m1": MONEY,
    "m2": {**MONEY, "can_be": ["none"]},
    "yearly": {**MONEY, "unit": "EUR/year"},
    "monthly": {**MONEY, "unit": "EUR/month"},
    "r0": {"type": "rate", "from": "0%", "to": "100%"},
    "q0": {"type": "decimal", "from": "0", "to": "500"},
    "d0": DATE,
    "d1": {**DATE, "can_be": ["none"]},
    "s": {"type": "set", **WORDS},
    "c": {"type": "code", "taxonomy": "tree"},
    "l": {"type": "list", "record": RECORD},
    "g": {"type": "list", "record": GRANT},
    "w": {"type": "series", "unit": "EUR", "from": "0", "to": "100000"},
    "both": {"type": "money", "formula": "f.m0 + f.m1"},
    "more": {"type": "bool", "formula": "f.m0 > f.m2"},
    "works": {"type": "money", "formula": 'sum(f.l.filter(l, l.kind in ["a", "b"]).map(l, l.amount))'},
    "old": {"type": "bool", "formula": "has(f.d1) && f.d1 < application_date - years(3)"},
}
REFERENCE = {"title": "x", "url": "https://example.org", "read_on": "2026-01-01"}


def _version(value: Mapping[str, Any], start: str, end: str = "") -> dict[str, Any]:
    return {"from": start, **({"to": end} if end else {}), **value, "reference": REFERENCE}


def _brackets(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"brackets": [list(pair) for pair in pairs]}


PARAMETERS: dict[str, Any] = {
    "level": {"type": "money", "values": [_version({"value": "900"}, "2020-01-01", "2025-12-31"), _version({"value": "1200.50"}, "2026-01-01", "2027-12-31")]},
    "share": {"type": "rate", "values": [_version({"value": "12.5%"}, "2020-01-01")]},
    "wait": {"type": "duration", "values": [_version({"value": "18 months"}, "2020-01-01")]},
    "table": {"type": "money", "over": "f.e0", "values": [_version({"value": dict(zip("abcd", ("0", "500", "12000", "800.25"), strict=True))}, "2020-01-01")]},
    "slices": {"type": "rate", "by": "money", "values": [_version(_brackets(("0", "50%"), ("5000", "30%"), ("10000", "0%"), ("20000", "12.5%")), "2020-01-01")]},
    "tiers": {"type": "money", "by": "money", "values": [_version(_brackets(("0", "0"), ("5000", "6000"), ("20000", "12000")), "2020-01-01")]},
}


class Writer:
    """Writes random expressions, criteria and schemes."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def condition(self, depth: int = 2) -> str:
        if depth == 0 or self.rng.random() < 0.3:
            return self.leaf()
        one, other = self.condition(depth - 1), self.condition(depth - 1)
        return self.pick(f"({one} && {other})", f"({one} || {other})", f"!({one})", f"({self.leaf()} ? {one} : {other})")

    def leaf(self) -> str:
        compare = self.pick("==", "!=", "<", "<=", ">", ">=")
        words = "[" + ", ".join(f'"{word}"' for word in self.rng.sample("abcd", 2)) + "]"
        enum, record, number = self.pick("f.e0", "f.e1"), self.record(), self.rng.randint(-5, 9)
        return self.pick(
            self.pick("f.b0", "f.b1", "f.more", "f.old"),
            f"{enum} {self.pick('==', '!=')} {self.word()}",
            f"{enum} in {words}",
            f"{self.word()} in f.s",
            f"f.s.{self.pick('exists', 'all')}(s, s in {words})",
            f"f.l.{self.pick('exists', 'all')}(r, {record})",
            f"count(f.l.filter(r, {record})) {compare} {self.rng.randint(0, 3)}",
            f"has({self.pick('f.i1', 'f.m2', 'f.d1', 'f.e1')})",
            f'within(f.c, "{self.rng.choice(list(PARENTS))}")',
            f'f.c in ["{self.rng.choice(list(PARENTS))}", "{self.rng.choice(list(PARENTS))}"]',
            f"{self.pick('f.i0', 'f.i1', 'f.i0 + f.i1', '2 * f.i0 - f.i1', 'max(f.i0, f.i1)')} {compare} {number}",
            f"f.q0 {compare} {self.pick('0.5', '10', '250.125')}",
            f"f.r0 {compare} {self.pick('0.25', '0.3333', 'param.share', '1 - param.share')}",
            f"{self.money(2)} {compare} {self.money(1)}",
            f"{self.money(0)} {compare} {self.money(1)}",
            f"{self.day()} {compare} {self.day()}",
            f"age_on({self.pick('f.d0', 'f.d1')}, application_date) {compare} {self.rng.randint(1, 60)}",
            f"months_between({self.pick('f.d0', 'f.d1')}, application_date) {compare} {self.rng.randint(0, 48)}",
            f"days_between({self.pick('f.d0', 'f.d1')}, application_date) {compare} {self.rng.randint(0, 400)}",
        )

    def word(self) -> str:
        return f'"{self.rng.choice("abcd")}"'

    def record(self) -> str:
        return self.pick(
            f"r.kind == {self.word()}",
            f"r.kind != {self.word()} && r.amount >= 1000",
            f"r.amount > {self.pick('0', '500.50', '20000')} || r.month < 3",
        )

    def money(self, depth: int) -> str:
        if depth == 0:
            return self.pick("f.m0", "f.m1", "f.m2", "f.both", "f.works", "param.level", self.pick("1000", "499.99", "20000", "0"))
        one, other = self.money(depth - 1), self.money(depth - 1)
        return self.pick(
            f"({one} + {other})",
            f"({one} - {other})",
            f"{self.pick('0.5', '3', '0.125', 'f.r0', 'param.share')} * {one}",
            f"{one} / {self.pick('3', '0.75')}",
            f"{self.pick('min', 'max')}({one}, {other})",
            f"({self.leaf_of_choice()} ? {one} : {other})",
            f'round({one}, "{self.pick("euro", "euro_down", "euro_up", "cent")}")',
            f"marginal(param.slices, {one})",
            f"step(param.tiers, {one})",
            "param.table[f.e0]",
            f'on(param.level, date("{self.pick("2019-12-31", "2020-01-01", "2025-12-31", "2026-01-01")}"))',
            f"{self.pick('sum', 'min', 'max')}(f.l.filter(r, {self.record()}).map(r, r.amount))",
            "sum(f.l.map(r, r.amount))",
            self.pick("sum(f.w)", "max(f.w)"),
        )

    def leaf_of_choice(self) -> str:
        return self.pick("f.b0", f"f.e0 == {self.word()}", "f.m0 >= 5000", "has(f.m2)", '"a" in f.s')

    def day(self) -> str:
        move = self.pick("", "", " + months(6)", " - days(60)", " - param.wait", " + years(1)")
        return self.pick("f.d0", "f.d1", "application_date", 'date("2024-02-29")', 'date("2026-08-31")') + move

    def criterion(self, depth: int, at: int, may_declare: bool = True) -> dict[str, Any]:
        named = {"id": f"c{at}", "label": TEXT}
        form = self.pick("if", "if", "if", "declared", "all", "any", "any", "not", "at_least")
        if depth == 0 or form == "if" or form == "declared" and not may_declare:
            return {**named, "if": self.condition()}
        if form == "declared":
            return {**named, "declared": self.pick("applicant", "funder")}
        if form == "not":
            return {**named, "not": self.criterion(depth - 1, 1, may_declare=False)}
        parts = [self.criterion(depth - 1, n, may_declare) for n in range(self.rng.randint(2, 3))]
        return {**named, form: {"n": str(self.rng.randint(1, len(parts))), "of": parts} if form == "at_least" else parts}

    def amount(self) -> dict[str, Any]:
        told: dict[str, Any] = {"form": "cash"}
        way = self.pick("of", "of", "value", "value", "by_year", "monthly", "total")
        if way == "of":
            budget: dict[str, Any] = {"budget": self.rng.sample("abcd", 2)}
            if self.rng.random() < 0.4:
                budget["less"] = self.money(0)
            told["of"] = self.rng.choice([budget, budget, "bank_loan", "notified_grant", self.money(1)])
            told["rate"] = self.pick("64%", "33.33%", "param.share", "f.r0")
        elif way == "value":
            told["value"] = self.money(2)
        elif way == "by_year":
            told |= {"value": "f.yearly", "by_year": ["100%", "75%", "33.3%"]}
        else:
            told["monthly"] = self.pick("f.monthly", "max(0, f.monthly - 500)")
            told |= {"for": f"{self.rng.randint(1, 24)} months"} if way == "monthly" else {"until_total": self.money(1)}
        if self.rng.random() < 0.5:
            told["plus"] = [{"if": self.condition(1), "value": self.money(self.rng.randint(0, 1)), "label": TEXT}]
        if self.rng.random() < 0.4:
            told["floor"] = self.pick("500", "param.level")
        if self.rng.random() < 0.5:
            told["cap"] = self.pick("8000", "51200.55", "30000 + param.level")
        if self.rng.random() < 0.5:
            told["round"] = self.pick("cent", "euro", "euro_down", "euro_up")
        return told

    def scheme(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": name,
            "kind": "grant",
            "title": TEXT,
            "provider": "x",
            "confidence": "high",
            "references": [REFERENCE],
            "openness": "open",
            "criteria": [self.criterion(2, at) for at in range(self.rng.randint(1, 4))],
        }
        if self.rng.random() < 0.4:
            told["in_force"] = {"from": self.pick("2024-03-01", "2026-01-01", "2027-06-01"), "to": self.pick("2027-12-31", "2028-12-31")}
        if self.rng.random() < 0.7:
            dated = [{"opens": "2026-09-01", "closes": "2026-12-15", "decided": "2027-03-31"}, {"opens": "2027-09-01", "closes": "2027-12-15"}]
            told["windows"] = self.rng.choice(["always", dated, dated[:1], dated[1:]])
        if self.rng.random() < 0.8:
            told["amount"] = self.amount()
        return told


def rule_set(rng: random.Random, schemes: int, lent: Mapping[str, Any]) -> dict[str, Any]:
    """The files of a made-up rule set; `lent` lends what says nothing of conditions: version, languages, score."""
    asked = {"label": TEXT, "question": TEXT, "effort": "1"}
    facts = {name: {**told, **({"label": TEXT} if "formula" in told else asked)} for name, told in FACTS.items()}
    nodes = {code: {"label": TEXT, **({"parent": above} if above else {})} for code, above in PARENTS.items()}
    kept = {key: lent[key] for key in ("id", "version", "title", "languages", "currency", "score")}
    writer = Writer(rng)
    made = [writer.scheme(f"s{at}") for at in range(schemes)]
    return {
        "set.yaml": {**kept, "roles": {"budget": "f.l", "bank_loan": "f.m0", "grants_notified": "f.g"}},
        "providers.yaml": {"providers": {"x": {"title": "x", "kind": TEXT}}},
        "facts/f.yaml": {"facts": facts},
        "parameters/p.yaml": {"parameters": {name: {**told, "label": TEXT} for name, told in PARAMETERS.items()}},
        "taxonomies/tree.yaml": {"id": "tree", "title": TEXT, "nodes": nodes},
        **{f"schemes/grant/{each['id']}.yaml": each for each in made},
    }
