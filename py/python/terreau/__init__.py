"""terreau: which funding and support a small rural project can get, why, why not, how much, and what is missing."""

from terreau._errors import Problem, TerreauError
from terreau._rule_set import RuleSet, Scorer
from terreau._table import Scores, ScoreStream

__all__ = ["Problem", "RuleSet", "ScoreStream", "Scorer", "Scores", "TerreauError"]
