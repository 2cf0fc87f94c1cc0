"""What the package gives out, and that objects go in and out without loss."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import terreau
from terreau import RuleSet, TerreauError

VECTORS = Path(__file__).parents[1] / "vectors"
INDEX: dict[str, Any] = json.loads((VECTORS / "index.json").read_text(encoding="utf-8"))
PROBLEM = {"code": "E1", "path": "facts.x", "message": "no such fact", "help": "did you mean y?"}


class Echo:
    """Stands for the engine: answers with what it was given."""

    def recommend_json(self, profile: str, options: str, lang: str) -> str:
        return f'{{"profile":{profile},"options":{options},"lang":"{lang}"}}'


@pytest.fixture
def echo() -> RuleSet:
    return RuleSet(Echo())  # type: ignore[arg-type]


@pytest.fixture
def bundle() -> Path:
    """The bundle of the first vector that is answered, not refused."""
    answered = (vector for vector in INDEX["vectors"] if (VECTORS / vector["id"] / "expected.json").exists())
    rule_set: str = next(answered)["rule_set"]
    return VECTORS.parents[1] / "target" / f"{rule_set}.json"


def test_the_names_are_those_of_the_index() -> None:
    assert [name for name in dir(RuleSet) if not name.startswith("_")] == INDEX["names"]["python"]
    answers = ["Catalogue", "Chart", "Coverage", "Diff", "Notice", "Plan", "Question", "Report", "TableDiff", "Uncovered"]
    tables = ["ScoreStream", "Scorer", "Scores"]
    assert sorted(terreau.__all__) == sorted([*answers, *tables, "Problem", "RuleSet", "TerreauError", "__version__"])


def test_a_file_is_its_text(bundle: Path) -> None:
    loaded = RuleSet.load(bundle)
    assert loaded.fingerprint == RuleSet.load(str(bundle)).fingerprint
    assert loaded.fingerprint == RuleSet.parse(bundle.read_text(encoding="utf-8")).fingerprint
    assert loaded.fingerprint[:12] in repr(loaded)


def test_a_folder_its_files_and_its_bundle_are_the_same_rules(bundle: Path) -> None:
    folder = VECTORS / "sets" / bundle.stem
    files = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    same = [RuleSet.load(bundle), RuleSet.load(folder), RuleSet.from_files(files)]
    assert len({rules.fingerprint for rules in same}) == 1


def test_mistakes_of_files_come_with_their_places() -> None:
    with pytest.raises(TerreauError) as caught:
        RuleSet.from_files({"set.yaml": "id: x\nversoin: 1\n"}, lang="en")
    assert any(p["path"] == "set.yaml:2:1" and p["help"] == "did you mean `version`?" for p in caught.value.problems)
    with pytest.raises(TerreauError, match="there is no such rule set folder"):
        RuleSet.load("nowhere", lang="en")


def test_a_profile_goes_in_exactly(echo: RuleSet) -> None:
    profile = {"facts": {"a": Decimal("0.10"), "b": date(2026, 2, 28), "c": 0.1, "d": 12, "é": Decimal("1E+2")}}
    told: dict[str, Any] = echo.recommend(profile)["profile"]
    assert told == {"facts": {"a": "0.10", "b": "2026-02-28", "c": Decimal("0.1"), "d": 12, "é": "100"}}
    assert echo.recommend_json('{"facts": {}}').startswith('{"profile":{"facts": {}},')


def test_what_json_cannot_hold_is_refused(echo: RuleSet) -> None:
    with pytest.raises(TypeError, match="set"):
        echo.recommend({"facts": {"a": {1, 2}}})


def test_only_the_options_given_are_sent(echo: RuleSet) -> None:
    assert echo.recommend({})["options"] == {"lang": "fr"}
    given = echo.recommend({}, as_of=date(2026, 11, 23), lang="en", weights={"fit": 1000}, top=3, detail="full")
    assert given["lang"] == "en"
    assert given["options"] == {
        "as_of": "2026-11-23",
        "lang": "en",
        "weights": {"fit": 1000},
        "top": 3,
        "detail": "full",
    }


def test_an_answer_keeps_its_decimals(echo: RuleSet) -> None:
    amount = echo.recommend('{"amount":1234567890123.45,"whole":3}')["profile"]
    assert amount == {"amount": Decimal("1234567890123.45"), "whole": 3}
    assert type(amount["whole"]) is int


def test_an_error_is_data_first() -> None:
    error = TerreauError(json.dumps([PROBLEM]))
    assert error.problems == [PROBLEM]
    assert str(error) == "E1 facts.x: no such fact (did you mean y?)"
    assert pickle.loads(pickle.dumps(error)).problems == [PROBLEM]


class Packed:
    """An engine that gives its bundle, which is read from the file."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self.fingerprint = RuleSet.load(path).fingerprint

    def bundle(self) -> str:
        return self.text

    def places(self) -> None:
        """A bundle brings none."""


def test_a_rule_set_travels_as_its_bundle_and_is_compiled_once(bundle: Path) -> None:
    rules = RuleSet(Packed(bundle))  # type: ignore[arg-type]
    travelling = pickle.dumps(rules)
    first, again = pickle.loads(travelling), pickle.loads(travelling)
    assert first == rules and first is again
    profile = {"as_of": "2026-11-23", "facts": {}}
    assert first.recommend_json(profile) == RuleSet.load(bundle).recommend_json(profile)


def test_threads_share_a_rule_set(bundle: Path) -> None:
    rules = RuleSet.load(bundle)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: rules.fingerprint, range(64)))) == 1
