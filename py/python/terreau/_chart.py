"""A chart is its Vega-Lite description; Altair shows it where it is installed. Colours stay readable on light and dark ground."""

from __future__ import annotations

from typing import Any, TypeAlias

from terreau._words import NARROW, NO_BREAK

# told apart by eyes that do not tell red from green, and as far from white as from black
BLUE, RED, GREY = "#1f83c4", "#d55e00", "#7a7a7a"
Layer: TypeAlias = dict[str, Any]
MIME = "application/vnd.vegalite.v5+json"
WIDTH = 620

FRENCH = {
    "number": {"decimal": ",", "thousands": NARROW, "grouping": [3], "currency": ["", f"{NO_BREAK}€"]},
    "time": {
        "dateTime": "%A %e %B %Y à %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        "shortMonths": [
            "janv.",
            "févr.",
            "mars",
            "avr.",
            "mai",
            "juin",
            "juil.",
            "août",
            "sept.",
            "oct.",
            "nov.",
            "déc.",
        ],
    },
}
ENGLISH = {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", f"{NO_BREAK}€"]}}


class Chart(dict[str, Any]):
    """A Vega-Lite description, ready for any tool that reads it; notebooks show it."""

    def altair(self) -> Any:
        """The same as an `altair.Chart`, to be changed or saved. Raises `ImportError` where Altair is not installed."""
        import altair

        return altair.Chart.from_dict(dict(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        try:
            shown = self.altair()
        except ImportError:
            return {MIME: dict(self), "text/plain": self["description"]}
        return shown._repr_mimebundle_(include, exclude)


def layer(mark: Layer, data: Layer | None = None, **encoding: Layer | list[Layer]) -> Layer:
    """A mark of rows of the chart's, or of one row of its own."""
    own = {} if data is None else {"data": {"values": [data]}}
    return {**own, "mark": mark, "encoding": encoding}


def chart(lang: str, title: str, subtitle: str, rows: list[Layer], layers: list[Layer], height: Any) -> Chart:
    """Layers under one title, with numbers and months as the language writes them."""
    words = {"color": GREY, "subtitleColor": GREY}
    return Chart(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "description": f"{title}. {subtitle}",
            "title": {"text": title, "subtitle": subtitle, "anchor": "start", "offset": 14},
            "width": WIDTH,
            "height": height,
            "background": "transparent",
            "data": {"values": rows},
            "layer": layers,
            "config": {
                "locale": FRENCH if lang == "fr" else ENGLISH,
                "font": "system-ui, sans-serif",
                "view": {"stroke": None},
                "title": {**words, "fontSize": 15, "subtitleFontSize": 12, "subtitlePadding": 6},
                "axis": {
                    "labelColor": GREY,
                    "titleColor": GREY,
                    "gridColor": GREY,
                    "gridOpacity": 0.25,
                    "domainColor": GREY,
                    "tickColor": GREY,
                    "labelFontSize": 12,
                    "titleFontSize": 12,
                    "labelLimit": 240,
                },
                "text": {"color": GREY, "fontSize": 12},
                "rule": {"color": GREY},
            },
        }
    )
