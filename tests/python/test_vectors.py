"""Every vector of `tests/vectors`, through the Python door."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from terreau import RuleSet, TerreauError

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "vectors"
INDEX: list[dict[str, str]] = json.loads((HERE / "index.json").read_text(encoding="utf-8"))["vectors"]


def test_the_index_lists_every_vector_once() -> None:
    present = sorted(path.parent.relative_to(HERE).as_posix() for path in HERE.rglob("options.json"))
    assert sorted(vector["id"] for vector in INDEX) == present


@pytest.mark.parametrize("vector", INDEX, ids=[vector["id"] for vector in INDEX])
def test_vector(vector: dict[str, str]) -> None:
    folder = HERE / vector["id"]
    profile = _read(folder / "profile.json") if vector["call"] != "describe" else ""
    name, told = _answer(vector, profile)
    present = [path.name for path in folder.iterdir() if path.name in {"expected.json", "problems.json"}]
    assert present == [name], f"{name} alone should be there, for {told[:400]}"
    _same(_read(folder / name), told)
    if name == "expected.json" and vector["call"] != "describe":
        _same(told, _answer(vector, json.loads(profile, parse_float=Decimal))[1])


def _answer(vector: dict[str, str], profile: str | dict[str, Any]) -> tuple[str, str]:
    options = json.loads(_read(HERE / vector["id"] / "options.json"))
    lang = options.get("lang", "fr")
    try:
        rules = RuleSet.load(_bundle(vector["rule_set"]), lang=lang)
        if vector["call"] == "describe":
            return "expected.json", rules.describe_json(**options)
        if vector["call"] == "plan":
            return "expected.json", rules.plan_json(profile, **options)
        if vector["call"] == "notice":
            return "expected.json", rules.notice_json(profile, **options)
        if vector["call"] == "update_profile":
            return "expected.json", rules.update_profile_json(profile, **options)
        if vector["call"] == "next_question":
            return "expected.json", rules.next_question_json(profile, **options)
        return "expected.json", rules.recommend_json(profile, **options)
    except TerreauError as error:
        return "problems.json", json.dumps(error.problems, ensure_ascii=False, separators=(",", ":"))


def _bundle(rule_set: str) -> Path:
    return HERE / rule_set if rule_set.endswith(".json") else ROOT / "target" / f"{rule_set}.json"


def _same(expected: str, told: str) -> None:
    if expected != told:
        pairs = zip(expected, told, strict=False)
        at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(told)))
        around = slice(max(0, at - 60), at + 60)
        pytest.fail(f"differs at character {at}\n  expected {expected[around]}\n  got      {told[around]}", pytrace=False)


def _read(path: Path) -> str:
    return path.read_bytes().decode()
