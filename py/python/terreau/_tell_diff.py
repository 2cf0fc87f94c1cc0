"""What people are shown of a comparison: who gains, who loses, what else differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terreau._page import Column, Part, Table
from terreau._words import Words

CHANGES = {
    "added": ("ajouté", "added"),
    "removed": ("retiré", "removed"),
    "renamed": ("renommé", "renamed"),
    "changed": ("modifié", "changed"),
    "reworded": ("reformulé", "reworded"),
}


def diff(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    lists = [
        (told["facts"], words.pick("Faits", "Facts")),
        (told["parameters"], words.pick("Paramètres", "Parameters")),
        (told["rules"], words.pick("Règles communes", "Common rules")),
    ]
    parts: list[Part] = [told["summary"]]
    if told["schemes"]:
        parts.append(_schemes(told["schemes"], words))
    parts += [_changes(caption, found, words) for found, caption in lists if found]
    old, new = words.rules(told["old"]), words.rules(told["new"])
    day = words.day(told["as_of"])
    return [*parts, words.pick(f"De {old} à {new} ; lues au {day}.", f"From {old} to {new}; read on {day}.")]


def table_diff(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    count = words.number(told["set_aside"])
    aside = [words.pick(f"Mis de côté : {count}.", f"Set aside: {count}.")] if told["set_aside"] else []
    moved = told["schemes"]
    money = [scheme for scheme in moved if scheme["uncapped"] or any(map(_brings_other, (scheme["low"], scheme["high"])))]
    uncapped = words.pick("≥ : pour certains projets, aucune règle ne dit le plus.", "≥: for some projects, no rule says the most.")
    tables = [maker(found, words) for maker, found in ((_projects, moved), (_money, money)) if found]
    old, new = words.rules(told["old"]), words.rules(told["new"])
    day = words.day(told["as_of"])
    judged = words.pick(f"De {old} à {new} ; jugés au {day}.", f"From {old} to {new}; judged on {day}.")
    return [told["summary"], *aside, *tables, *([uncapped] if any(scheme["uncapped"] for scheme in moved) else []), judged]


def _projects(schemes: Sequence[Mapping[str, Any]], words: Words) -> Table:
    """How many projects gain each scheme, lose it, keep it with more or less."""
    counts = ("gain", "lose", "keep", "higher", "lower")
    rows = [(scheme["title"], *(words.number(scheme[name]) for name in counts)) for scheme in schemes]
    columns = [
        Column(words.pick("dispositif", "scheme")),
        Column(words.pick("gagnent", "gain"), number=True),
        Column(words.pick("perdent", "lose"), number=True),
        Column(words.pick("gardent", "keep"), number=True),
        Column(words.pick("dont plus", "with more"), number=True),
        Column(words.pick("dont moins", "with less"), number=True),
    ]
    return Table(words.pick("Projets qui gagnent ou perdent", "Projects that gain or lose"), columns, rows)


def _money(schemes: Sequence[Mapping[str, Any]], words: Words) -> Table:
    """The same in euros, by the least and by the most that each scheme brings."""
    ends = [(end, way) for end in ("low", "high") for way in ("gained", "lost")]
    rows = [(scheme["title"], *(_sum(scheme, end, way, words) for end, way in ends)) for scheme in schemes]
    columns = [
        Column(words.pick("dispositif", "scheme")),
        Column(words.pick("gagné, au moins", "gained, at least"), number=True),
        Column(words.pick("perdu", "lost"), number=True),
        Column(words.pick("gagné, au plus", "gained, at most"), number=True),
        Column(words.pick("perdu", "lost"), number=True),
    ]
    return Table(words.pick("En euros, tous projets ensemble", "In euros, all projects together"), columns, rows)


def _sum(scheme: Mapping[str, Any], end: str, way: str, words: Words) -> str:
    """The most is at least so much where no rule caps it for some projects."""
    told = _euros(scheme[end].get(way), words)
    return f"≥ {told}" if end == "high" and scheme["uncapped"] else told


def _brings_other(moved: Mapping[str, Any]) -> bool:
    """A sum that the answer cannot hold is not zero."""
    return any(moved.get(way, 1) != 0 for way in ("gained", "lost"))


def _euros(amount: Any, words: Words) -> str:
    return words.pick("trop pour l'écrire", "too much to write") if amount is None else words.euros(amount)


def _schemes(schemes: Sequence[Mapping[str, Any]], words: Words) -> Table:
    rows = [(scheme["title"], " · ".join(_scheme(scheme, words))) for scheme in schemes]
    columns = [Column(words.pick("dispositif", "scheme")), Column(words.pick("ce qui change", "what changes"))]
    return Table(words.pick("Les dispositifs qui diffèrent", "Schemes that differ"), columns, rows)


def _scheme(scheme: Mapping[str, Any], words: Words) -> list[str]:
    """Rights first, then amounts, then the rest by name."""
    amount = [scheme["amount"]["label"]] if "amount" in scheme else []
    rest = [f"{each['label']} ({_word(each, words)})" for each in scheme.get("changes", ())]
    return [scheme["label"], *amount, *rest]


def _changes(caption: str, found: Sequence[Mapping[str, Any]], words: Words) -> Table:
    rows = [(each["label"], _word(each, words), each.get("old", ""), each.get("new", "")) for each in found]
    columns = [
        Column(words.pick("quoi", "what")),
        Column(words.pick("changement", "change")),
        Column(words.pick("avant", "before")),
        Column(words.pick("après", "after")),
    ]
    return Table(caption, columns, rows)


def _word(change: Mapping[str, Any], words: Words) -> str:
    return words.pick(*CHANGES.get(change["change"], (change["change"], change["change"])))
