"""The rural personas as a population: a profile each, and all of them as columns."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
RURAL = ROOT / "rules" / "rural-fr"
DAY = "2026-11-23"


def personas() -> list[dict[str, Any]]:
    """Every persona's facts and answers, as JSON has them."""
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(RURAL.glob("personas/*.yaml"))]
    return [json.loads(json.dumps({k: p[k] for k in ("facts", "declared") if k in p}, default=str)) for p in read]


def thinned(profile: dict[str, Any], keep: float, seed: int) -> dict[str, Any]:
    """Less told of the same project."""
    draw = random.Random(seed)
    kept = {part: {k: v for k, v in told.items() if draw.random() < keep} for part, told in profile.items()}
    return {"as_of": DAY, **kept}


def population() -> list[dict[str, Any]]:
    """Personas, whole and with ever less told."""
    all_ = enumerate(personas())
    return [thinned(p, keep, 31 * i + n) for i, p in all_ for n, keep in enumerate((1.0, 0.8, 0.5, 0.2))]


def columns(profiles: list[dict[str, Any]], facts: dict[str, str]) -> dict[str, list[Any]]:
    """A column for each fact that somebody tells, with `KEY.state`, `KEY.from` and `KEY.to` where they are needed.

    `facts` gives the type of each fact; what has a form of its own, such as an age, becomes a struct."""
    keys = sorted({key for p in profiles for key in p.get("facts", {})})
    table: dict[str, list[Any]] = {}
    for key in keys:
        told = [p.get("facts", {}).get(key) for p in profiles]
        parts = {part for v in told if isinstance(v, dict) for part in v}
        if parts <= {"state", "from", "to"}:
            table[key] = [None if isinstance(v, dict) else _plain(v, facts[key]) for v in told]
            for part in parts:
                table[f"{key}.{part}"] = [v.get(part) if isinstance(v, dict) else None for v in told]
        else:
            table[key] = [_struct(v, parts) for v in told]
    for key in sorted({key for p in profiles for key in p.get("declared", {})}):
        table[key] = [p.get("declared", {}).get(key) for p in profiles]
    return table


def _plain(value: Any, kind: str) -> Any:
    """Of one type all down the column."""
    if kind == "bool" and isinstance(value, str):
        return {"yes": True, "no": False}[value]
    if kind in {"money", "rate", "decimal", "int", "duration", "date"} and value is not None:
        return str(value)
    return value


def _struct(value: Any, parts: set[str]) -> Any:
    if value is None:
        return None
    whole: dict[str, Any] = dict.fromkeys(["value", *sorted(parts)])
    whole.update({k: str(v) for k, v in value.items()} if isinstance(value, dict) else {"value": str(value)})
    return whole


def one_by_one(rules: Any, profiles: list[dict[str, Any]], top: int) -> list[tuple[Any, ...]]:
    """What `score` has to say of them, from `recommend`."""
    lines = []
    for row, profile in enumerate(profiles):
        told = rules.recommend(profile, as_of=DAY, detail="brief")["schemes"]
        possible = [r for r in told if r["group"] in ("now", "later")][:top]
        for rank, r in enumerate(possible, 1):
            amount = r["amount"] or {"low": None, "high": None}
            score = r["score"]
            lines.append(
                (row, rank, r["scheme"], r["verdict"], r["group"], score["low"], score["high"], amount["low"], amount["high"])
            )
    return lines


def day(text: str) -> date:
    return date.fromisoformat(text)
