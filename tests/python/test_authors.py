"""What rule authors run from Python: check, examples, and the pytest plugin; the same as the command says."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from terreau import RuleSet, TerreauError

ROOT = Path(__file__).parents[2]
RURAL = ROOT / "rules" / "rural-fr"
COMMAND = [str(ROOT / "target" / "debug" / "terreau")]
pytest_plugins = ["pytester"]


def command(*arguments: str) -> str:
    return subprocess.run([*COMMAND, *arguments], cwd=ROOT, check=False, capture_output=True, text=True).stdout


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The trio set, to be broken on purpose."""
    folder = tmp_path / "trio"
    shutil.copytree(ROOT / "tests" / "vectors" / "sets" / "trio", folder)
    return folder


def test_check_says_what_the_command_says(own: Path) -> None:
    scheme = next(own.rglob("schemes/*/*.yaml"))
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("kind:", "knid:", 1), encoding="utf-8")
    ours, theirs = RuleSet.check(own, lang="en"), json.loads(command("--lang", "en", "check", str(own), "--format", "json"))
    assert ours["errors"] == theirs["errors"] > 0 and ours["fingerprint"] is None
    for one, other in zip(ours["findings"], theirs["findings"], strict=True):
        assert other["place"].pop("path").endswith(one["place"].pop("path"))
        assert {**one, "labels": []} == {**other, "labels": []}


def test_check_never_raises_for_what_rules_hold(tmp_path: Path) -> None:
    assert RuleSet.check(tmp_path / "nowhere")["errors"] == 1
    assert RuleSet.check(RURAL)["errors"] == 0
    with pytest.raises(TerreauError):
        RuleSet.check(RURAL, as_of="2026-02-30")


def test_examples_come_to_what_the_command_says() -> None:
    ours, theirs = RuleSet.run_examples(RURAL), json.loads(command("test", str(RURAL), "--format", "json"))
    assert ours == theirs and ours["counts"]["examples"] == ours["counts"]["examples_passed"] > 1_800
    assert len(RuleSet.run_examples(RURAL, only="acre")["examples"]) < 100
    with pytest.raises(TerreauError, match="acr"):
        RuleSet.run_examples(RURAL, only="acr")


def test_rule_sets_compare_and_hash_by_their_rules(own: Path) -> None:
    one, same, other = RuleSet.load(own), RuleSet.load(own), RuleSet.load(RURAL)
    assert one == same and one != other and one != "rules" and len({one, same, other}) == 2


def test_pytest_collects_examples_and_personas(pytester: pytest.Pytester) -> None:
    shutil.copytree(ROOT / "core" / "pages" / "base", pytester.path / "rules")
    examples = next((pytester.path / "rules").rglob("*.examples.yaml"))
    count = RuleSet.run_examples(pytester.path / "rules")["counts"]["examples"]
    assert count > 1
    (pytester.path / "elsewhere.examples.yaml").write_text("not: ours", encoding="utf-8")
    pytester.runpytest("-q").assert_outcomes(passed=count)

    text = examples.read_text(encoding="utf-8")
    examples.write_text(text.replace("verdict: conditional", "verdict: eligible", 1), encoding="utf-8")
    result = pytester.runpytest_subprocess("-q")
    result.assert_outcomes(passed=count - 1, failed=1)
    result.stdout.fnmatch_lines(["*examples.yaml:*: verdict: expected `eligible`; found `conditional`*"])
