"""Score on a Spark cluster: the scorer travels to each worker, which reads the rules once.

A dot in the name of a column means a field to Spark: give facts as structs, `applicant` with `kind` and so on."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import terreau
from pyspark.sql import DataFrame

COLUMNS = "id long, rank int, scheme string, verdict string, score_low decimal(7,3), amount_low decimal(18,2)"


def run(rules: terreau.RuleSet, projects: DataFrame, day: str) -> DataFrame:
    scorer = rules.scorer(as_of=day, top=3, keep=["id"])

    def scored(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from pa.table(scorer(batch)).select([c.split()[0] for c in COLUMNS.split(", ")]).to_batches()

    return projects.mapInArrow(scored, COLUMNS)
