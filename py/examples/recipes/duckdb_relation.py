"""Score what a DuckDB query finds, and query the answer while it is made: neither is ever whole in memory."""

from __future__ import annotations

import duckdb
import terreau


def run(rules: terreau.RuleSet, projects: duckdb.DuckDBPyRelation, day: str) -> duckdb.DuckDBPyRelation:
    scored = rules.score_batches(projects, as_of=day, top=3, keep=["id"])
    return duckdb.connect().from_arrow(scored)  # a connection of its own: that of `projects` is busy
