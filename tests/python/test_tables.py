"""Tables in and out: together as one by one, whatever library holds the table; bad cells and columns are told in their place."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from populations import DAY, RURAL, columns, one_by_one, population
from terreau import RuleSet, TerreauError

LINE = ["row", "rank", "scheme", "verdict", "group", "score_low", "score_high", "amount_low", "amount_high"]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return RuleSet.load(RURAL)


@pytest.fixture(scope="module")
def profiles() -> list[dict[str, Any]]:
    return population()


@pytest.fixture(scope="module")
def frame(rules: RuleSet, profiles: list[dict[str, Any]]) -> pl.DataFrame:
    kinds = {fact["fact"]: fact["type"] for fact in rules.describe()["facts"]}
    return pl.DataFrame(columns(profiles, kinds), infer_schema_length=None)


def lines(scores: Any) -> list[tuple[Any, ...]]:
    return [tuple(line[name] for name in LINE) for line in pa.table(scores).to_pylist()]


def test_together_as_one_by_one(rules: RuleSet, profiles: list[dict[str, Any]], frame: pl.DataFrame) -> None:
    scores = rules.score(frame, as_of=DAY, top=7)
    assert lines(scores) == one_by_one(rules, profiles, 7)
    assert (scores.profiles, scores.not_judged, len(scores)) == (len(profiles), 0, pa.table(scores).num_rows)
    assert scores.fingerprint == rules.fingerprint and scores.as_of == DAY and scores.weights == "balanced"


def test_tallies_count_every_verdict(rules: RuleSet, profiles: list[dict[str, Any]], frame: pl.DataFrame) -> None:
    told = {t["scheme"]: t for t in pa.table(rules.score(frame, as_of=DAY).tallies).to_pylist()}
    counted: dict[tuple[str, str], int] = {}
    for profile in profiles:
        for r in rules.recommend(profile, detail="brief")["schemes"]:
            counted[r["scheme"], r["verdict"]] = counted.get((r["scheme"], r["verdict"]), 0) + 1
    for scheme, tally in told.items():
        for verdict in ("eligible", "conditional", "undetermined", "ineligible"):
            assert tally[verdict] == counted.get((scheme, verdict), 0), (scheme, verdict)


def test_every_library_reads_and_is_read(rules: RuleSet, frame: pl.DataFrame) -> None:
    table = frame.to_arrow()
    expected = lines(rules.score(frame, as_of=DAY))
    relation = duckdb.connect().from_arrow(table)
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=9))
    pandas = pd.DataFrame({name: pd.Series(frame[name].to_list(), dtype=object) for name in frame.columns})
    for other in (table, table.to_batches()[0], relation, reader, pandas, frame.lazy().collect()):
        assert lines(rules.score(other, as_of=DAY)) == expected, type(other)
    scores = rules.score(frame, as_of=DAY)
    assert pl.DataFrame(scores).height == len(expected)
    assert pa.RecordBatchReader.from_stream(scores).read_all().num_rows == len(expected)
    assert duckdb.connect().sql("select count(*) from scores").fetchall() == [(len(expected),)]
    assert pa.table(scores).to_pandas()["scheme"].tolist() == [line[2] for line in expected]


def test_a_stream_says_the_same(rules: RuleSet, frame: pl.DataFrame) -> None:
    table = frame.to_arrow()
    batches = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=11))
    stream = rules.score_batches(batches, as_of=DAY, lang="en")
    assert pa.schema(stream) == pa.table(rules.score(frame, as_of=DAY)).schema
    assert lines(pa.RecordBatchReader.from_stream(stream).read_all()) == lines(rules.score(frame, as_of=DAY))
    with pytest.raises(ValueError, match="these scores were read already"):
        pa.RecordBatchReader.from_stream(stream)


TYPES = [
    ("project.start", pa.array([date(2027, 5, 1)]), "2027-05-01"),
    ("project.start", pa.array([datetime(2027, 5, 1, 13, 30)]), "2027-05-01"),
    ("project.start", pa.array(["2027-05"]), "2027-05"),
    ("applicant.are_monthly", pa.array([160], pa.uint8()), 160),
    ("applicant.are_monthly", pa.array([1600.5]), "1600.5"),
    ("applicant.are_monthly", pa.array([1600.0], pa.float32()), 1600),
    ("applicant.are_monthly", pa.array([Decimal("1600.50")]), "1600.5"),
    ("applicant.are_monthly", pa.array([Decimal("1600.50")], pa.decimal128(38, 18)), "1600.5"),
    ("applicant.are_monthly", pa.array([Decimal("1600.50")], pa.decimal256(70, 30)), "1600.5"),
    ("applicant.are_monthly", pa.array(["1600.50"], pa.large_string()), "1600.50"),
    ("applicant.kind", pa.array(["company"]).dictionary_encode(), "company"),
    ("applicant.kind", pa.array(["company"], pa.string_view()), "company"),
    ("applicant.kind", pa.array([{"state": "declined"}]), {"state": "declined"}),
    ("applicant.is_manager", pa.array([True]), True),
    ("applicant.is_manager", pa.array(["no"]), False),
    ("territory.zones", pa.array([["zfrr"]]), ["zfrr"]),
    ("territory.zones", pa.array([["zfrr"]], pa.large_list(pa.string())), ["zfrr"]),
    ("applicant.birth_date", pa.array([{"age": 45}]), {"age": 45}),
    (
        "finance.budget",
        pa.array([[{"kind": None, "amount": None}, {"kind": "works", "amount": 500}]]),
        [{}, {"kind": "works", "amount": 500}],
    ),
    (
        "finance.budget",
        pa.array([[{"kind": "works", "amount": 12000.5, "month": 0, "label": None}]]),
        [{"kind": "works", "amount": "12000.5", "month": 0}],
    ),
]


@pytest.mark.parametrize(("fact", "cell", "value"), TYPES, ids=lambda v: str(getattr(v, "type", v))[:40])
def test_types_of_columns(rules: RuleSet, fact: str, cell: pa.Array, value: Any) -> None:
    """Beside a whole project, so that the one cell counts."""
    profile = {"as_of": DAY, "facts": {fact: value}}
    group, name = fact.split(".")
    for table in (pa.table({fact: cell}), pa.table({group: pa.StructArray.from_arrays([cell], [name])})):
        assert lines(rules.score(table, as_of=DAY, top=70)) == one_by_one(rules, [profile], 70)


@pytest.mark.parametrize("fact", ["structure.aid_history", "territory.zones"])
def test_lists_without_an_element_say_that_there_is_none(rules: RuleSet, fact: str) -> None:
    """Of records as of words, whatever type a library gives to what it never saw."""
    group, name = fact.split(".")
    profiles: list[dict[str, Any]] = [{"as_of": DAY, "facts": {fact: []}}, {"as_of": DAY, "facts": {}}]
    expected = one_by_one(rules, profiles, 5)
    cells: list[list[Any] | None] = [[], None]
    for column in ({fact: cells}, {group: [{name: cell} for cell in cells]}):
        for table in (pl.DataFrame(column), pa.table(column)):
            assert lines(rules.score(table, as_of=DAY, top=5)) == expected, (type(table), column)


def problems(error: pytest.ExceptionInfo[TerreauError]) -> list[tuple[str, str]]:
    return [(p["code"], p["path"]) for p in error.value.problems]


def test_columns_that_are_not_understood(rules: RuleSet) -> None:
    table = pa.table(
        {
            "applicant.knd": ["company"],
            "id": [1],
            "territory.place": [43244],
            "applicant.is_manager": [[True]],
            "project.start": pa.array([datetime(2027, 5, 1)], pa.timestamp("s", "Europe/Paris")),
        }
    )
    with pytest.raises(TerreauError) as error:
        rules.score(table, as_of=DAY, keep=["dossier"], lang="en")
    assert problems(error) == [
        ("P0003", "applicant.knd"),
        ("P0003", "id"),
        ("P0004", "territory.place"),
        ("P0004", "applicant.is_manager"),
        ("P0004", "project.start"),
        ("P0012", "keep"),
    ]
    told = [str(p["help"]) for p in error.value.problems]
    assert "did you mean `applicant.kind`?" in told[0] and "keep" in told[1] and "`01` is not 1" in told[2]


def test_no_column_is_a_fact(rules: RuleSet) -> None:
    with pytest.raises(TerreauError) as error:
        rules.score(pa.table({"id": [1, 2]}), as_of=DAY, keep=["id"])
    assert problems(error) == [("P0001", "")]


def test_a_bad_cell_stops_everything(rules: RuleSet) -> None:
    table = pa.table({"project.start": ["2027-05", None, "2027-13"], "applicant.are_monthly": [1.0, -5.0, float("nan")]})
    with pytest.raises(TerreauError) as error:
        rules.score(table, as_of=DAY)
    assert problems(error) == [
        ("P0005", "rows[1].applicant.are_monthly"),
        ("P0006", "rows[2].project.start"),
        ("P0004", "rows[2].applicant.are_monthly"),
    ]


def test_a_report_judges_the_others(rules: RuleSet) -> None:
    table = pa.table({"nr": [7, 8, 9], "applicant.kind": ["company", "compagny", None]})
    scores = rules.score(table, as_of=DAY, keep=["nr"], on_error="report", lang="en")
    assert {line["nr"] for line in pa.table(scores).to_pylist()} == {7, 9}
    assert (scores.profiles, scores.not_judged) == (3, 1)
    (told,) = pa.table(scores.problems).to_pylist()
    assert (told["row"], told["column"], told["code"]) == (1, "applicant.kind", "P0004")
    assert told["help"] == "did you mean `company`?"


def test_digits_that_no_amount_has(rules: RuleSet) -> None:
    table = pa.table({"applicant.are_monthly": [Decimal("12345678901234567890"), Decimal("1.234")]})
    scores = rules.score(table, as_of=DAY, on_error="report")
    assert [p["code"] for p in pa.table(scores.problems).to_pylist()] == ["P0007", "P0007"]


def test_a_value_and_a_state(rules: RuleSet) -> None:
    table = pa.table({"applicant.kind": ["company"], "applicant.kind.state": ["declined"]})
    with pytest.raises(TerreauError) as error:
        rules.score(table, as_of=DAY)
    assert problems(error) == [("P0009", "rows[0].applicant.kind")]


def test_an_empty_table(rules: RuleSet) -> None:
    scores = rules.score(pa.table({"applicant.kind": pa.array([], pa.string())}), as_of=DAY)
    assert (len(scores), scores.profiles, pa.table(scores).num_rows) == (0, 0, 0)
    assert pa.table(scores).schema.names == [*LINE, "amount_may_not_apply"]


def test_options_are_read_as_everywhere(rules: RuleSet) -> None:
    table = pa.table({"applicant.kind": ["company"]})
    for options in ({"as_of": "2026-02-30"}, {"weights": "blanced"}, {"top": -1}, {"extra": "drop"}, {"threads": "all"}):
        with pytest.raises(TerreauError):
            rules.score(table, **{"as_of": DAY, **options})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Arrow"):
        rules.score([{"applicant.kind": "company"}], as_of=DAY)


def test_progress_and_interruption(rules: RuleSet) -> None:
    table = pa.table({"applicant.kind": ["company"] * 66_000})
    seen: list[tuple[int, int | None]] = []
    rules.score(table, as_of=DAY, top=1, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(65_536, 66_000), (66_000, 66_000)]

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rules.score(table.slice(0, 9), as_of=DAY, top=1, progress=stop)


def test_rules_travel(rules: RuleSet) -> None:
    again = pickle.loads(pickle.dumps(rules))
    assert again == rules and hash(again) == hash(rules)
    # a commune that only the list of places knows
    table = pa.table({"territory.place": ["commune-43003"]})
    assert lines(again.score(table, as_of=DAY)) == lines(rules.score(table, as_of=DAY))
