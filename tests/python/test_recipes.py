"""The recipes of `py/examples/recipes`, each as written: the same lines as one process says."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyspark
import pytest
from populations import DAY, RURAL
from pyspark.sql import SparkSession
from terreau import RuleSet

RECIPES = Path(__file__).parents[2] / "py" / "examples" / "recipes"
LINE = ["id", "rank", "scheme", "verdict", "score_low", "amount_low"]


def recipe(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, RECIPES / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return RuleSet.load(RURAL)


@pytest.fixture(scope="module")
def projects() -> pa.Table:
    kinds = ["association", "company", None, "individual", "farmer", "commune"]
    rows = range(600)
    return pa.table(
        {
            "id": pa.array([10 * n for n in rows]),
            "applicant.kind": [kinds[n % 6] for n in rows],
            "territory.commune_population": [None if n % 7 == 0 else 13 * n for n in rows],
            "project.start": [f"2027-{n % 12 + 1:02}" for n in rows],
            "project.sectors": [[["retail"], ["craft", "retail"], None][n % 3] for n in rows],
        }
    )


@pytest.fixture(scope="module")
def expected(rules: RuleSet, projects: pa.Table) -> list[tuple[Any, ...]]:
    told = rules.score(projects, as_of=DAY, top=3, keep=["id"], threads=1)
    return sorted(tuple(line[name] for name in LINE) for line in pa.table(told).to_pylist())


def nested(projects: pa.Table) -> pa.Table:
    """Facts as fields of their group: in Spark a dot means just that."""
    groups = sorted({name.split(".")[0] for name in projects.column_names if "." in name})
    columns = {"id": projects["id"].combine_chunks()}
    for group in groups:
        own = [name for name in projects.column_names if name.startswith(f"{group}.")]
        fields = [name.split(".")[1] for name in own]
        columns[group] = pa.StructArray.from_arrays([projects[name].combine_chunks() for name in own], fields)
    return pa.table(columns)


def test_polars(rules: RuleSet, projects: pa.Table, expected: list[tuple[Any, ...]]) -> None:
    frame = pl.DataFrame(projects)
    assert sorted(recipe("polars_frame").run(rules, frame, DAY).select(LINE).iter_rows()) == expected


def test_duckdb(rules: RuleSet, projects: pa.Table, expected: list[tuple[Any, ...]]) -> None:
    relation = duckdb.connect().from_arrow(projects).filter("true")
    assert sorted(recipe("duckdb_relation").run(rules, relation, DAY).select(*LINE).fetchall()) == expected


def test_spark(rules: RuleSet, projects: pa.Table, expected: list[tuple[Any, ...]]) -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    home = Path(pyspark.__file__).parents[1] / "deps"
    if home.is_dir():  # unpacked, not installed
        os.environ["SPARK_HOME"] = str(home)
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", False).getOrCreate()
    try:
        frame = spark.createDataFrame(nested(projects))
        told = recipe("spark_cluster").run(rules, frame, DAY).collect()
    finally:
        spark.stop()
    assert sorted(tuple(row[name] for name in LINE) for row in told) == expected
