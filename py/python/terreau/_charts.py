"""Charts of answers: what a score is made of, how firm an order is, what cash does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau._chart import BLUE, GREY, RED, Chart, Layer, chart, layer
from terreau._words import Words

STEP = {"step": 30}
LINES = {"field": "line", "type": "nominal", "sort": None, "title": None}
# months that a sum takes as text
ROOM = 5


class ReportPlots:
    """Charts of a list."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told, self._words = told, Words(told["lang"])

    def waterfall(self, scheme: str | None = None) -> Chart:
        """What the score of a scheme is made of, line after line: of the first one, or of `scheme`, by its id.

        Raises `KeyError` for a scheme that the list does not hold, `ValueError` for an answer without the parts of scores.
        """
        schemes = self._told["schemes"]
        found = schemes[0] if scheme is None else {each["scheme"]: each for each in schemes}[scheme]
        if "lines" not in found["score"]:
            raise ValueError("a brief answer holds no parts of scores")
        words = self._words
        x = _numbers("from", words.pick("points sur 1000", "points out of 1000"), 1000)
        color = {"field": "total", "scale": {"domain": [False, True], "range": [BLUE, GREY]}, "legend": None}
        tooltip = _told(("line", words.pick("ligne", "line")), ("told", "points"))
        bar = {"type": "bar", "height": 18}
        layers = [
            layer(bar, y=LINES, x=x, x2={"field": "low"}, color=color, tooltip=tooltip),
            layer({**bar, "opacity": 0.35}, y=LINES, x={**x, "field": "low"}, x2={"field": "high"}, color=color),
            _beside(6, x={**x, "field": "high"}),
        ]
        says = words.pick(
            "Plus pâle : ce que des réponses manquantes peuvent encore ajouter.",
            "Paler: what missing answers may still add.",
        )
        return chart(words.lang, found["title"], says, _waterfall(found["score"], words), layers, STEP)

    def robustness(self) -> Chart:
        """How far the weight of each line may move, the others in proportion, before the first ten change places.

        Raises `ValueError` for a brief answer, which does not hold it.
        """
        told, words = self._told.get("robustness"), self._words
        if not told:
            raise ValueError("a brief answer does not say how firm its order is")
        titles = {scheme["scheme"]: scheme["title"] for scheme in self._told["schemes"]}
        room = max(line["to"] for line in told) * 1.3
        x = _numbers("from", words.pick("poids sur 1000", "weight out of 1000"), room)
        tooltip = _told(
            ("line", words.pick("ligne", "line")),
            ("below", words.pick("en dessous", "below")),
            ("above", words.pick("au-dessus", "above")),
        )
        band = {"type": "bar", "height": 12, "color": BLUE, "opacity": 0.45}
        tick = {"type": "tick", "thickness": 2.5, "size": 20, "color": RED}
        layers = [
            layer(band, y=LINES, x=x, x2={"field": "to"}, tooltip=tooltip),
            layer(tick, y=LINES, x={**x, "field": "weight"}, tooltip=tooltip),
            _beside(10, x={**x, "field": "to"}),
        ]
        title = words.pick("Solidité de l'ordre", "How firm the order is")
        says = words.pick(
            "Les dix premiers gardent leur place tant que le poids (trait) reste dans sa bande.",
            "The first ten keep their places while the weight (tick) stays within its band.",
        )
        return chart(words.lang, title, says, [_range(line, titles, words) for line in told], layers, STEP)


class PlanPlots:
    """Charts of a plan."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told, self._words = told, Words(told["lang"])

    def cash(self) -> Chart:
        """The balance at the end of each month with the longest delays, and between which bounds other delays may bring it."""
        told, words = self._told, self._words
        rows = [_month(month, words) for month in told["cash"]]
        axis = {"format": "%b %Y", "labelAngle": 0, "tickCount": 8, "grid": False}
        x = {"field": "month", "type": "temporal", "title": None, "axis": axis}
        y = {"field": "balance", "type": "quantitative", "title": None, "axis": {"format": "$,.0f", "tickCount": 7}}
        month, balance = _told(("month", words.pick("mois", "month")), ("told", words.pick("solde", "balance")))
        tooltip = [{**month, "type": "temporal", "format": "%B %Y"}, balance]
        line = {"type": "line", "color": BLUE, "point": {"size": 22, "color": BLUE}}
        layers = [
            layer(
                {"type": "area", "color": BLUE, "opacity": 0.2}, x=x, y={**y, "field": "worst"}, y2={"field": "best"}
            ),
            layer({"type": "rule", "size": 1.5}, {}, y={"datum": 0}),
            layer(line, x=x, y=y, tooltip=tooltip),
            *_start(told, words, x),
            *_trough(told, words, x, y),
        ]
        title = words.pick("Trésorerie, mois par mois", "Cash, month by month")
        says = words.pick(
            "Trait : les délais les plus longs. Bande : du plus mauvais au meilleur cas, selon les délais.",
            "Line: the longest delays. Band: from the worst to the best case, as delays turn out.",
        )
        return chart(words.lang, title, says, rows, layers, 300)


# ---- parts of encodings


def _numbers(field: str, title: str, most: float) -> Layer:
    scale, axis = {"domain": [0, most]}, {"tickCount": 6}
    return {"field": field, "type": "quantitative", "title": title, "scale": scale, "axis": axis}


def _told(*fields: tuple[str, str]) -> list[Layer]:
    """What a pointer is told."""
    return [{"field": field, "title": title} for field, title in fields]


def _beside(distance: int, x: Layer) -> Layer:
    """What a bar comes to, in words, to its right."""
    return layer({"type": "text", "align": "left", "dx": distance}, y=LINES, x=x, text={"field": "told"})


# ---- rows


def _waterfall(score: Mapping[str, Any], words: Words) -> list[Layer]:
    """Each line begins where the sure points of those before it end."""
    rows: list[Layer] = []
    reached = 0.0
    for line in score["lines"]:
        low, high = reached + float(line["low"]), reached + float(line["high"])
        told = f"{_points(line, words)} / {line['weight']}"
        rows.append({"line": line["title"], "from": reached, "low": low, "high": high, "told": told, "total": False})
        reached = low
    low, high = float(score["low"]), float(score["high"])
    return [*rows, {"line": "Score", "from": 0, "low": low, "high": high, "told": _points(score, words), "total": True}]


def _points(told: Mapping[str, Any], words: Words) -> str:
    return words.between(words.number(told["low"]), words.number(told["high"]))


def _range(line: Mapping[str, Any], titles: Mapping[str, str], words: Words) -> Layer:
    def passes(end: str) -> str:
        swap = line.get(end)
        if swap is None:
            return words.pick("rien ne change", "nothing changes")
        one, other = (titles.get(swap[which], swap[which]) for which in ("scheme", "passes"))
        return f"{one} {words.pick('passe devant', 'passes before')} {other}"

    told = words.pick("{weight} : de {from} à {to}", "{weight}: {from} to {to}").format(**line)
    kept = {"line": line["title"], **{key: line[key] for key in ("from", "to", "weight")}}
    return {**kept, "told": told, "below": passes("below"), "above": passes("above")}


def _month(month: Mapping[str, Any], words: Words) -> Layer:
    numbers = {"balance": month["balance"], "worst": month["at_worst"], "best": month["at_best"]}
    told = {"month": f"{month['month']}-01", "told": words.euros(month["balance"])}
    return {**told, **{key: float(value) for key, value in numbers.items()}}


def _start(told: Mapping[str, Any], words: Words, x: Layer) -> list[Layer]:
    """Where the activity begins."""
    day = {"month": f"{told['start']}-01", "told": words.pick("démarrage", "start")}
    text = {"type": "text", "align": "left", "dx": 5, "dy": 4, "baseline": "top"}
    return [
        layer({"type": "rule", "strokeDash": [4, 4]}, day, x=x),
        layer(text, day, x=x, y={"value": 0}, text={"field": "told"}),
    ]


def _trough(told: Mapping[str, Any], words: Words, x: Layer, y: Layer) -> list[Layer]:
    """The lowest point, marked where it lies below zero; its sum stands clear of the mark of the start."""
    trough = told["trough"]
    if not trough["depth"]:
        return []
    sum_ = words.euros(trough["lowest"])
    lowest = {"month": f"{trough['month']}-01", "balance": float(trough["lowest"]), "told": sum_}
    before = [month["month"] for month in told["cash"]].index(trough["month"])
    left = trough["month"] < told["start"] and before >= ROOM
    side = {"align": "right", "dx": -9} if left else {"align": "left", "dx": 9}
    text = {"type": "text", "color": RED, "fontWeight": "bold", **side}
    return [
        layer({"type": "point", "filled": True, "size": 90, "color": RED, "opacity": 1}, lowest, x=x, y=y),
        layer(text, lowest, x=x, y=y, text={"field": "told"}),
    ]
