"""Everything that a person reads exists in French and in English: what is missing is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from oracle.rules import read_yaml
from terreau import RuleSet

ROOT = Path(__file__).parents[2] / "rules"
RURAL = ROOT / "rural-fr"
FILES = sorted(ROOT.rglob("*.yaml"))
PERSONAS = sorted((RURAL / "personas").glob("*.yaml"))
# keys under which people read a sentence
READ = {"title", "label", "summary", "question", "help", "support", "note", "because", "story", "lessons", "result", "tried", "cost"}
# what is the same everywhere: names of bodies, titles of French sources, what a project holder wrote
NAMES = re.compile(r"(reference|references)\.title$|provider\.title$|actors$|resources\.schemes$|plan\.tables\.rows\.label$")
OWN = re.compile(r"references?(\[\d+\])?$|^\.providers\.|^\.nodes\.(region|dep|epci|commune)-|facts\.[a-z_]+\.[a-z_]+\[\d+\]$")
PLACES = (RURAL / "taxonomies" / "territory.places").read_text(encoding="utf-8").splitlines()
REGIONS = read_yaml(RURAL / "taxonomies" / "territory.yaml")["nodes"].values()
NAMED = {
    "Le Compte Asso",
    *(line.partition(" ")[2] for line in PLACES),
    # the bodies that communes are in: their lines begin with @ and have two codes before the name
    *(line.split(" ", 2)[-1] for line in PLACES if line.startswith("@")),
    *(node["label"] for node in REGIONS if isinstance(node["label"], str)),
}
FRENCH = re.compile(r"[éèêàçùîôœ]|\b(le|la|les|des|du|une|un|est|pour|dans|avec|votre|sans|par|sur)\b", re.IGNORECASE)


def written(node: Any, path: str = "") -> Iterator[str]:
    """Texts of a rule file that one language lacks."""
    if isinstance(node, list):
        for at, item in enumerate(node):
            yield from written(item, f"{path}[{at}]")
    if not isinstance(node, dict):
        return
    if node and set(node) <= {"fr", "en"}:
        yield from (f"{path}: no {lang}" for lang in ("fr", "en") if not str(node.get(lang, "")).strip())
        return
    for key, value in node.items():
        if key in READ and isinstance(value, str) and " " in value and FRENCH.search(value) and not OWN.search(path):
            yield f"{path}.{key}: in French alone: {value}"
        yield from written(value, f"{path}.{key}")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_rule_file_speaks_both(file: Path) -> None:
    missing = list(written(read_yaml(file)))
    assert not missing, "\n".join(missing)


def told(french: Any, english: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Texts of an answer that stay French in English; two answers of one shape otherwise."""
    assert type(french) is type(english), path
    if isinstance(french, dict):
        assert french.keys() == english.keys(), path
        for key, value in french.items():
            yield from told(value, english[key], (*path, key))
    elif isinstance(french, list):
        assert len(french) == len(english), path
        for one, other in zip(french, english, strict=True):
            yield from told(one, other, path)
    elif isinstance(french, str) and french == english and " " in french and FRENCH.search(french):
        where = ".".join(path)
        if not NAMES.search(where) and french not in NAMED:
            yield f"{where}: {french}"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return RuleSet.load(RURAL)


def test_the_catalogue_speaks_both(rules: RuleSet) -> None:
    assert not list(told(rules.describe("fr"), rules.describe("en"), ("describe",)))


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda path: path.stem)
def test_every_answer_speaks_both(rules: RuleSet, persona: Path) -> None:
    profile = read_yaml(persona)
    missing = [
        *told(rules.recommend(profile, near=True), rules.recommend(profile, near=True, lang="en"), ("recommend",)),
        *told(rules.plan(profile), rules.plan(profile, lang="en"), ("plan",)),
        *told(rules.notice(profile), rules.notice(profile, lang="en"), ("notice",)),
        *told(rules.next_question(profile), rules.next_question(profile, lang="en"), ("next_question",)),
    ]
    assert not missing, "\n".join(sorted(set(missing)))
