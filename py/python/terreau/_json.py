"""Python objects in and out of the engine's JSON, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

Lang: TypeAlias = Literal["fr", "en"]
Profile: TypeAlias = Mapping[str, Any] | str


def read(told: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(told, parse_float=Decimal)
    return answer


def write_options(options: Mapping[str, Any]) -> str:
    return write({key: value for key, value in options.items() if value is not None})


def write(value: Profile) -> str:
    """JSON for the engine; a text is JSON already."""
    if isinstance(value, str):
        return value
    return json.dumps(value, default=_as_text, ensure_ascii=False, separators=(",", ":"))


def _as_text(value: object) -> str:
    """The engine reads exact decimals and dates from text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a profile holds no {type(value).__name__}: {value!r}")
