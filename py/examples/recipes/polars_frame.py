"""Score a Polars frame, in one process on all cores."""

from __future__ import annotations

import polars as pl
import terreau


def run(rules: terreau.RuleSet, projects: pl.DataFrame, day: str) -> pl.DataFrame:
    return pl.DataFrame(rules.score(projects, as_of=day, top=3, keep=["id"]))
