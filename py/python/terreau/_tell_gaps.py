"""What people are shown of who gets nothing: shares, kinds of projects, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau._page import Column, Part, Table
from terreau._tell import origin
from terreau._words import Words

# lines of a list that are shown; the answer holds them all
SHOWN = 8


def coverage(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    count, aside = words.number(told["projects"]), words.number(told["set_aside"])
    judged = words.pick(f"Projets jugés : {count} ; mis de côté : {aside}.", f"Projects judged: {count}; set aside: {aside}.")
    few = words.pick(
        f"En dessous de {told['minimum']} projets, un nombre est une fourchette.",
        f"Below {told['minimum']} projects, a number is a range.",
    )
    makers = {"lacks": _lacks, "segments": _segments, "openings": _openings}
    tables = [maker(told, words) for name, maker in makers.items() if told[name]]
    return [f"{judged} {few}", *tables, *_limit(told, words), origin(told, words)]


def lacking(told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many projects lack what segments and openings are about; nothing is told of no project."""
    return next((each for each in told["lacks"] if each["target"] == told["target"]), None)


def _lacks(told: Mapping[str, Any], words: Words) -> Table:
    rows = [(lack["label"], words.count(lack["projects"]), _share(lack, words)) for lack in told["lacks"]]
    columns = [
        Column("situation"),
        Column(words.pick("projets", "projects"), number=True),
        Column(words.pick("part", "share"), number=True),
    ]
    return Table(words.pick("Ce qui manque aux projets", "What projects lack"), columns, rows)


def _segments(told: Mapping[str, Any], words: Words) -> Table:
    rows = [
        (each["label"], words.number(each["projects"]), words.count(each["lacking"]), _share(each, words))
        for each in told["segments"][:SHOWN]
    ]
    columns = [
        Column(words.pick("type de projets", "kind of projects")),
        Column(words.pick("projets", "projects"), number=True),
        Column(words.pick("concernés", "concerned"), number=True),
        Column(words.pick("part", "share"), number=True),
    ]
    caption = words.pick("Types de projets plus souvent concernés", "Kinds of projects more often concerned")
    lack = lacking(told)
    return Table(f"{caption}{words.colon}{lack['label']}" if lack else caption, columns, rows)


def _openings(told: Mapping[str, Any], words: Words) -> Table:
    rows = [(each["label"],) for each in told["openings"][:SHOWN]]
    title = Column(words.pick("changement", "change"))
    return Table(words.pick("Ce qui ouvrirait un dispositif", "What would open a scheme"), [title], rows)


def _share(told: Mapping[str, Any], words: Words) -> str:
    """A dash where the number is a range."""
    return words.share(told["share"]) if "share" in told else "–"


def uncovered(told: Mapping[str, Any]) -> list[Part]:
    words = Words(told["lang"])
    what, schemes = told["label"], told["schemes"]
    which = words.pick(f"Dispositifs examinés : {schemes}.", f"Schemes looked at: {schemes}.")
    limit = [which, *_limit(told, words), origin(told, words)]
    if not told["segments"]:
        none = words.pick("aucun type de projets, avec si peu de conditions.", "no kind of projects, of so few conditions.")
        return [f"{what}{words.colon}{none}", *limit]
    rows = [(each["label"] or words.pick("tout projet", "any project"),) for each in told["segments"]]
    title = Column(words.pick("type de projets", "kind of projects"))
    all_ = words.pick(f"{len(rows)} sur {told['total']}", f"{len(rows)} of {told['total']}")
    return [Table(f"{what}{words.colon}{all_}", [title], rows), *limit]


def _limit(told: Mapping[str, Any], words: Words) -> list[str]:
    more = "La recherche a atteint sa limite : il peut y en avoir d'autres.", "The search met its limit: there may be others."
    return [words.pick(*more)] if told["truncated"] else []
