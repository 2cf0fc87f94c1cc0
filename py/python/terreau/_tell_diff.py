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
