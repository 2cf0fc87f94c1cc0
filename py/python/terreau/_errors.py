"""What was wrong, as data."""

from __future__ import annotations

import json
from typing import TypedDict


class Problem(TypedDict):
    """One thing that was wrong."""

    code: str
    path: str
    message: str
    help: str | None


class TerreauError(Exception):
    """Raised with everything that was wrong with a bundle, a profile or the options, in one go."""

    problems: list[Problem]

    def __init__(self, problems_json: str) -> None:
        super().__init__(problems_json)
        self.problems = json.loads(problems_json)

    def __str__(self) -> str:
        return "\n".join(_line(problem) for problem in self.problems)


def _line(problem: Problem) -> str:
    line = f"{problem['code']} {problem['path']}: {problem['message']}"
    return f"{line} ({problem['help']})" if problem["help"] else line
