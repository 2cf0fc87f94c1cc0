"""The roadmap of every persona as files: the calendar read by a parser of others, the chart by an XML parser."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest

ROOT = Path(__file__).parents[2]
PERSONAS = sorted((ROOT / "rules" / "rural-fr" / "personas").glob("*.yaml"))
# what `cargo terreau` builds and runs
COMMAND = [str(ROOT / "target" / "debug" / "terreau")]
# every persona in French, one in English
CASES = [(persona, "fr") for persona in PERSONAS] + [(PERSONAS[0], "en")]
SVG = "{http://www.w3.org/2000/svg}"
# what the project itself does stands on its last day
OWN = {"ask_bank", "own", "prepare", "apply", "order", "start"}


@cache
def told(persona: Path, form: str, lang: str, *more: str) -> bytes:
    call = [*COMMAND, "plan", str(persona), "--format", form, "--assume", "*", "--lang", lang, *more]
    return subprocess.run(call, cwd=ROOT, check=True, capture_output=True).stdout


def steps(persona: Path, lang: str) -> list[dict[str, Any]]:
    plan = json.loads(told(persona, "json", lang))
    return [s for s in plan["roadmap"]["steps"] if not s["done"]]


@pytest.mark.parametrize(("persona", "lang"), CASES, ids=lambda c: getattr(c, "stem", c))
def test_calendars_are_read_by_others(persona: Path, lang: str) -> None:
    raw = told(persona, "ics", lang)
    assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(raw.decode())
    assert not calendar.errors
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    events = list(calendar.walk("VEVENT"))
    expected = steps(persona, lang)
    assert len(events) == len(expected) > 0
    assert len({str(e["UID"]) for e in events}) == len(events)
    for event, step in zip(events, expected, strict=True):
        about = f" ({step['title']})" if "title" in step else ""
        assert str(event["SUMMARY"]) == step["label"] + about
        on = step.get("latest", step["by"]) if step["kind"] in OWN else step["by"]
        start: date = event.decoded("DTSTART")
        assert start == max(date.fromisoformat(on), date(2026, 11, 23))
        assert event.decoded("DTEND") == start + timedelta(days=1)
        assert event.decoded("DTSTAMP").date() == date(2026, 11, 23)
        assert not event.errors


def test_an_event_keeps_its_id_from_one_day_to_the_next() -> None:
    def ids(day: str) -> set[str]:
        raw = told(PERSONAS[0], "ics", "fr", "--as-of", day)
        return {str(e["UID"]) for e in icalendar.Calendar.from_ical(raw.decode()).walk("VEVENT")}

    assert ids("2026-11-23") == ids("2026-11-24")
    # two projects can stand in one calendar
    other = icalendar.Calendar.from_ical(told(PERSONAS[1], "ics", "fr").decode()).walk("VEVENT")
    assert not ids("2026-11-23") & {str(e["UID"]) for e in other}


@pytest.mark.parametrize(("persona", "lang"), CASES, ids=lambda c: getattr(c, "stem", c))
def test_charts_have_a_row_for_each_step_and_words_for_who_cannot_see_them(persona: Path, lang: str) -> None:
    chart = ElementTree.fromstring(told(persona, "gantt", lang))
    assert chart.get("role") == "img" and chart.get("lang") == lang
    named = {e.get("id"): e.text for e in chart if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert all(named[i] for i in (chart.get("aria-labelledby") or "").split())
    plan = json.loads(told(persona, "json", lang))
    rows = [row.findtext(f"{SVG}title") or "" for row in chart.findall(f"{SVG}g")]
    assert len(rows) == len(plan["roadmap"]["steps"])
    assert all(any(row.startswith(s["label"]) for row in rows) for s in plan["roadmap"]["steps"])
    # bars lie within the picture
    width = float(chart.get("width") or 0)
    for bar in chart.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("x") or 0) and float(bar.get("x") or 0) + float(bar.get("width") or 0) <= width
