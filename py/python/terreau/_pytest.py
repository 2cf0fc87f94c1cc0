"""Rule sets tested by `pytest`: every file of examples and every persona below a `set.yaml` is collected.

The plugin comes with the package; `pytest -p no:terreau` leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from terreau._rule_set import RuleSet


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of examples, or a persona, that lies in a rule set."""
    is_examples = file_path.name.endswith(".examples.yaml")
    is_persona = file_path.suffix == ".yaml" and file_path.parent.name == "personas"
    folder = _rule_set(file_path) if is_examples or is_persona else None
    if folder is None:
        return None
    cases: Cases = Cases.from_parent(parent, path=file_path)
    cases.folder = folder
    return cases


def _rule_set(file: Path) -> Path | None:
    return next((folder for folder in file.parents if (folder / "set.yaml").is_file()), None)


_reports: dict[Path, dict[str, Any]] = {}


def _report(folder: Path) -> dict[str, Any]:
    """One run for all files of a rule set."""
    if folder not in _reports:
        _reports[folder] = RuleSet.run_examples(folder, lang="en")
    return _reports[folder]


class Cases(pytest.File):
    """The cases of one file."""

    folder: Path

    def collect(self) -> Iterator[pytest.Item]:
        report, own = _report(self.folder), self.path.relative_to(self.folder).as_posix()
        for case in [*report["examples"], *report["personas"]]:
            if case["place"]["path"] == own:
                yield Case.of(self, case["id"], case["place"], case["mismatches"])
        for number, broken in enumerate(b for b in report["broken"] if b["place"]["path"] == own):
            yield Case.of(self, f"broken-{number + 1}", broken["place"], [broken])


class Case(pytest.Item):
    """One example or persona: it passes when nothing is otherwise than expected."""

    place: dict[str, Any]
    told: list[dict[str, Any]]

    @classmethod
    def of(cls, parent: Cases, name: str, place: dict[str, Any], told: list[dict[str, Any]]) -> Case:
        case: Case = cls.from_parent(parent, name=name)
        case.place, case.told = place, told
        return case

    def runtest(self) -> None:
        if self.told:
            raise Otherwise(self.told)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if not isinstance(excinfo.value, Otherwise):
            return super().repr_failure(excinfo, style)
        lines = []
        for told in excinfo.value.told:
            at, help_ = told["place"], told.get("help")
            lines.append(f"{self.path}:{at['line']}:{at['column']}: {told['message']['en']}")
            lines += [f"  help: {help_['en']}"] if help_ else []
        return "\n".join(lines)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.place["line"] - 1, self.name


class Otherwise(AssertionError):
    """Something is not as the file expects."""

    def __init__(self, told: list[dict[str, Any]]) -> None:
        super().__init__(told)
        self.told = told
