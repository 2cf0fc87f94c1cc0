"""The chart of who gets nothing: kinds of projects against all of them."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from terreau._chart import BLUE, RED, Chart, Layer, chart, layer
from terreau._tell_gaps import lacking
from terreau._words import Words

# segments that one picture takes; height and letters of one line of their names
SHOWN, LINE, LETTERS = 8, 15, 48


class CoveragePlots:
    """Charts of a population."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told, self._words = told, Words(told["lang"])

    def segments(self) -> Chart:
        """How often each of the first segments lacks what the request is about, against all projects.

        A share of few projects is a range: sure to the end of the bar, possible to the end of the pale one.
        """
        told, words = self._told, self._words
        rows = [_segment(each, words) for each in told["segments"][:SHOWN]]
        y = {"field": "all", "type": "nominal", "sort": None, "title": None, "axis": {"labels": False, "ticks": False}}
        axis = {"format": ".0%", "tickCount": 6, "labelExpr": f"replace(datum.label, '%', '{words.percent}')"}
        x = {"field": "low", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]}, "axis": axis}
        tooltip = [
            {"field": "all", "title": words.pick("type de projets", "kind of projects")},
            {"field": "told", "title": words.pick("concernés", "concerned")},
            {"field": "why", "title": words.pick("ce qui écarte le plus", "what refuses most")},
        ]
        bar = {"type": "bar", "height": 18, "color": BLUE}
        end = {**x, "field": "high"}
        layers = [
            layer(bar, y=y, x={**x, "field": "zero"}, x2={"field": "low"}, tooltip=tooltip),
            layer({**bar, "opacity": 0.35}, y=y, x=x, x2={"field": "high"}, tooltip=tooltip),
            layer({"type": "text", "align": "left", "dx": 6}, y=y, x=end, text={"field": "told"}),
            *[_names(lines, y) for lines in sorted({row["lines"] for row in rows})],
            *_overall(told, x),
        ]
        lack = lacking(told)
        title = lack["label"][:1].upper() + lack["label"][1:] if lack else words.pick("Aucun projet", "No project")
        tallest = max((row["lines"] for row in rows), default=1)
        return chart(words.lang, title, _says(told, words), rows, layers, {"step": max(30, tallest * LINE + 14)})


def _says(told: Mapping[str, Any], words: Words) -> str:
    if not told["segments"]:
        return words.pick(
            "Aucun type de projets n'est plus souvent concerné que les autres.",
            "No kind of projects is concerned more often than the rest.",
        )
    return words.pick(
        "Part des projets concernés, par type ; trait rouge : l'ensemble des projets.",
        "Share of projects concerned, by kind; red line: all projects.",
    )


def _names(lines: int, y: Layer) -> Layer:
    """Names of so many lines, beside the middle of their bars: the renderer centres the first line alone."""
    above = (1 - lines) * LINE / 2
    text = {"type": "text", "align": "right", "baseline": "middle", "lineBreak": "\n", "lineHeight": LINE}
    named = layer({**text, "dx": -8, "dy": above}, y=y, x={"value": 0}, text={"field": "segment"})
    return {**named, "transform": [{"filter": f"datum.lines == {lines}"}]}


def _segment(told: Mapping[str, Any], words: Words) -> Layer:
    """Each condition begins a line."""
    and_ = words.pick("et ", "and ")
    conditions = [f"{and_ if at else ''}{each['label']}" for at, each in enumerate(told["conditions"])]
    segment = [line for condition in conditions for line in wrap(condition, LETTERS)]
    low, high = (told["lacking"][end] / told["projects"] for end in ("low", "high"))
    share = words.share(told["share"]) if "share" in told else ""
    count = words.pick("{} sur {}", "{} of {}").format(words.count(told["lacking"]), words.number(told["projects"]))
    blocking = told.get("blocking")
    return {
        "segment": "\n".join(segment),
        "lines": len(segment),
        "all": told["label"],
        "zero": 0,
        "low": low,
        "high": high,
        "told": f"{share} ({count})" if share else count,
        "why": f"{blocking['title']}{words.colon}{blocking['label']}" if blocking else "–",
    }


def _overall(told: Mapping[str, Any], x: Layer) -> list[Layer]:
    """The share of all projects; a band where there are too few to say."""
    lack = lacking(told)
    if not lack:
        return []
    low, high = (lack["projects"][end] / told["projects"] for end in ("low", "high"))
    if low != high:
        band = {"type": "rect", "color": RED, "opacity": 0.25}
        return [layer(band, {"low": low, "high": high}, x=x, x2={"field": "high"})]
    return [layer({"type": "rule", "color": RED, "size": 2}, {"low": low}, x=x)]
