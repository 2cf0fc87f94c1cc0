"""What people are shown of an answer: the sentences that it holds, and tables made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from terreau._page import Column, Part, Table
from terreau._words import Words

# schemes that a list shows; the answer holds them all
SHOWN = 20


def report(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    possible = [scheme for scheme in told["schemes"] if scheme["group"] in {"now", "later"}][:SHOWN]
    rows = [
        (
            str(scheme["place"]),
            scheme["title"],
            words.verdict(scheme["verdict"]),
            words.amount(scheme["amount"]),
            words.window(scheme["window"]),
            words.between(str(int(scheme["score"]["low"])), str(int(scheme["score"]["high"]))),
        )
        for scheme in possible
    ]
    columns = [
        Column(words.pick("rang", "place"), number=True),
        Column(words.pick("dispositif", "scheme")),
        Column("verdict"),
        Column(words.pick("montant", "amount"), number=True),
        Column(words.pick("dépôt", "window")),
        Column("score", number=True),
    ]
    caption = words.pick(
        "Aides possibles pour ce projet (score sur 1000)", "What this project can get (score out of 1000)"
    )
    counts = words.pick(" ; ", "; ").join(
        f"{words.group(group)}{words.colon}{count}" for group, count in told["counts"].items() if count
    )
    first = words.pick(f" Les {len(rows)} premières sont montrées.", f" The first {len(rows)} are shown.")
    shown = f"{counts}.{first if len(rows) == SHOWN else ''}"
    parts: list[Part] = [Table(caption, columns, rows, heads=1)] if rows else []
    return [*parts, shown, origin(told, words)]


def why(told: Mapping[str, Any], scheme: Mapping[str, Any]) -> list[Part]:
    """The criteria of one scheme, whether they hold, and what of the project they read."""
    words = Words(told["lang"])
    if "criteria" not in scheme:
        raise ValueError("a brief answer holds no criteria")
    rows = [
        (each["label"], words.truth(each["truth"]), " · ".join(dict.fromkeys(_used(each, words))))
        for each in scheme["criteria"]
    ]
    columns = [
        Column(words.pick("critère", "criterion")),
        Column(words.pick("rempli", "met")),
        Column(words.pick("réponses lues", "answers read")),
    ]
    near = [best["change"]["label"] for best in scheme.get("near_miss", {}).get("best", ())]
    changed = [
        f"{words.pick('Ce qui lèverait le refus', 'What would turn the refusal')}{words.colon}{label}" for label in near
    ]
    caption = f"{scheme['title']}{words.colon}{words.verdict(scheme['verdict'])}"
    return [Table(caption, columns, rows), *changed, origin(told, words)]


def _used(criterion: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Answers that a criterion read, and those below it."""
    for used in criterion.get("used", ()):
        yield f"{used['label']}{words.colon}{used.get('value') or words.state(used['state'])}"
    for part in criterion.get("parts", ()):
        yield from _used(part, words)


def plan(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    rows = [
        (source["title"], source["way_label"], words.euros(source["amount"]), _paid(source, words))
        for source in told["sources"]
    ]
    gap = (
        [(words.pick("reste à trouver", "still to be found"), "", words.euros(told["gap"]), "")] if told["gap"] else []
    )
    total = (words.pick("besoins du projet", "what the project costs"), "", words.euros(told["uses"]), "")
    columns = [
        Column(words.pick("ressource", "source")),
        Column(words.pick("nature", "kind")),
        Column(words.pick("montant", "amount"), number=True),
        Column(words.pick("versement, au plus tard", "paid, at the latest")),
    ]
    caption = words.pick("Plan de financement", "Financing plan")
    table = Table(caption, columns, [*rows, *gap, total])
    return [*told["summary"], table, *[finding["label"] for finding in told["findings"]], origin(told, words)]


def _paid(source: Mapping[str, Any], words: Words) -> str:
    return ", ".join(dict.fromkeys(words.day(payment["late"]) for payment in source["payments"]))


def question(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    asked = told.get("question")
    if asked is None:
        return [told["stop"]["label"], origin(told, words)]
    names = {scheme["scheme"]: scheme["title"] for scheme in [*told["open"], *asked["bears_on"]]}

    def named(ids: Sequence[str]) -> str:
        return ", ".join(names.get(each, each) for each in ids) or "–"

    rows = [(answer["label"], named(answer["opens"]), named(answer["closes"])) for answer in asked["answers"]]
    columns = [
        Column(words.pick("réponse", "answer")),
        Column(words.pick("ouvre", "opens")),
        Column(words.pick("ferme", "closes")),
    ]
    caption = words.pick("Ce que changerait la réponse", "What the answer would change")
    parts: list[Part] = [asked["text"], asked["why"]]
    return [*parts, *([Table(caption, columns, rows)] if rows else []), origin(told, words)]


def notice(told: Mapping[str, Any]) -> list[Part]:
    parts: list[Part] = [f"{told['title']} ({told['law']['title']})"]
    for section in told["sections"]:
        parts += [section["title"].upper(), *section["paragraphs"]]
        for table in section.get("tables", ()):
            parts.append(Table(table["title"], [Column(title) for title in table["columns"]], table["rows"]))
    return [*parts, origin(told, Words(told["lang"]))]


def catalogue(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    asked = Counter(fact["group_label"] for fact in told["facts"] if not fact["derived"])
    groups = ", ".join(f"{group} {count}" for group, count in sorted(asked.items()))
    facts = words.pick(f"{asked.total()} questions : {groups}.", f"{asked.total()} questions: {groups}.")
    rows = [(scheme["scheme"], scheme["title"], str(len(scheme["facts"]))) for scheme in told["schemes"]]
    columns = [
        Column("id"),
        Column(words.pick("dispositif", "scheme")),
        Column(words.pick("questions lues", "questions read"), number=True),
    ]
    caption = words.pick(f"Les {len(rows)} dispositifs", f"The {len(rows)} schemes")
    return [told["title"], facts, Table(caption, columns, rows), origin(told, words)]


def origin(told: Mapping[str, Any], words: Words) -> str:
    """Which rules answered, and for which day."""
    which = words.rules(told["rule_set"])
    day = words.pick(" ; jugé au ", "; judged on ") + words.day(told["as_of"]) if "as_of" in told else ""
    return words.pick(f"Règles : {which}{day}.", f"Rules: {which}{day}.")
