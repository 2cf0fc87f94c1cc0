"""terreau: which funding and support a small rural project can get, why, why not, how much, and what is missing."""

from terreau._answers import Catalogue, Coverage, Diff, Notice, Plan, Question, Report, TableDiff, Uncovered
from terreau._chart import Chart
from terreau._errors import Problem, TerreauError
from terreau._rule_set import RuleSet
from terreau._scorer import Scorer
from terreau._table import Scores, ScoreStream
from terreau._version import __version__

__all__ = [
    "Catalogue",
    "Chart",
    "Coverage",
    "Diff",
    "Notice",
    "Plan",
    "Problem",
    "Question",
    "Report",
    "RuleSet",
    "ScoreStream",
    "Scorer",
    "Scores",
    "TableDiff",
    "TerreauError",
    "Uncovered",
    "__version__",
]
