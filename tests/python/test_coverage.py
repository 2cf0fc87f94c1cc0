"""Who gets nothing, of a table, as `recommend` says it one by one; what the rules alone leave out; two versions compared."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from populations import DAY, ROOT, RURAL, columns, population
from terreau import Coverage, Diff, RuleSet, TableDiff, TerreauError, Uncovered, strategies, synthetic

VERDICTS = ("eligible", "conditional", "undetermined", "ineligible")
RULES = RuleSet.load(RURAL)
TRIO = RuleSet.load(ROOT / "tests" / "vectors" / "sets" / "trio")
KINDS = {fact["fact"]: fact["type"] for fact in RULES.describe()["facts"]}
FARMERS = pa.table({"applicant.kind": ["farmer"] * 30})


@pytest.fixture(scope="module")
def profiles() -> list[dict[str, Any]]:
    return population()


@pytest.fixture(scope="module")
def reports(profiles: list[dict[str, Any]]) -> list[Any]:
    return [RULES.recommend(profile, detail="brief") for profile in profiles]


@pytest.fixture(scope="module")
def frame(profiles: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(columns(profiles, KINDS), infer_schema_length=None)


def lacks(target: str, report: Any) -> bool:
    """No scheme, now or later, that would do."""
    possible = [scheme for scheme in report["schemes"] if scheme["group"] in ("now", "later")]
    if target == "sure":
        return all(scheme["verdict"] == "undetermined" for scheme in possible)
    return not [scheme for scheme in possible if target in ("any", scheme["kind"])]


def verdicts(scheme: str, reports: list[Any]) -> list[int]:
    found = [each["verdict"] for report in reports for each in report["schemes"] if each["scheme"] == scheme]
    return [found.count(verdict) for verdict in VERDICTS]


def agree(told: Coverage, reports: list[Any], same: Callable[[dict[str, int], int], bool]) -> None:
    assert (told["projects"], told["set_aside"]) == (len(reports), 0)
    counted = [lack for lack in told["lacks"] if lack["target"] in ("any", "sure", told["target"])]
    assert len(counted) >= 2
    for lack in counted:
        assert same(lack["projects"], sum(lacks(lack["target"], report) for report in reports)), lack
    for scheme in told["schemes"]:
        for verdict, count in zip(VERDICTS, verdicts(scheme["scheme"], reports), strict=True):
            assert same(scheme[verdict], count), (scheme, verdict)


def exactly(told: dict[str, int], count: int) -> bool:
    return told == {"low": count, "high": count}


def within(told: dict[str, int], count: int) -> bool:
    return told["low"] <= count <= told["high"]


@pytest.mark.parametrize("target", ["grant", "honour_loan"])
def test_together_as_one_by_one(frame: pl.DataFrame, reports: list[Any], target: str) -> None:
    told = RULES.coverage(frame, as_of=DAY, target=target, minimum=1, depth=1, top=3)
    agree(told, reports, exactly)
    assert len(told["segments"]) <= 3 and len(told["openings"]) <= 3 and told["as_of"] == DAY


def test_few_are_not_told_of(frame: pl.DataFrame, reports: list[Any]) -> None:
    told = RULES.coverage(frame, as_of=DAY, target="grant", depth=1)
    agree(told, reports, within)
    shown = [scheme[verdict] for scheme in told["schemes"] for verdict in VERDICTS]
    assert not [count for count in shown if count["low"] == count["high"] and 0 < count["low"] < 11]


def test_classes_side_by_side(frame: pl.DataFrame, profiles: list[dict[str, Any]], reports: list[Any]) -> None:
    told = RULES.coverage(frame, as_of=DAY, target="grant", by=["applicant.kind"], minimum=1, depth=1)
    (fact,) = [fact for fact in RULES.describe()["facts"] if fact["fact"] == "applicant.kind"]
    (table,) = told["tables"]
    rows = {row["label"]: row for row in table["rows"]}
    at = [lack["target"] for lack in told["lacks"]].index("grant")
    for member, label in fact["values"]:
        own = [r for p, r in zip(profiles, reports, strict=True) if p.get("facts", {}).get("applicant.kind") == member]
        if own:
            assert exactly(rows[label]["projects"], len(own)), label
            assert exactly(rows[label]["lacks"][at], sum(lacks("grant", report) for report in own)), label


def test_slices_threads_and_libraries_say_the_same(frame: pl.DataFrame) -> None:
    expected = RULES.coverage_json(frame, as_of=DAY, depth=1)
    table = frame.to_arrow()
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=37))
    assert RULES.coverage_json(reader, as_of=DAY, depth=1, threads=1) == expected
    assert json.loads(expected)["projects"] == frame.height


def plainly(profile: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(synthetic.columns(RULES, [profile]), infer_schema_length=None)


@settings(
    max_examples=20,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(strategies.profiles(RULES, as_of=DAY, rough=False))
def test_any_project_is_a_table_of_one_row(profile: dict[str, Any]) -> None:
    told = RULES.coverage(plainly(profile), as_of=DAY, target="grant", minimum=1, depth=1, top=1)
    agree(told, [RULES.recommend(profile, detail="brief")], exactly)


def test_an_empty_table() -> None:
    told = RULES.coverage(pa.table({"applicant.kind": pa.array([], pa.string())}), as_of=DAY)
    assert told["projects"] == 0 and told["segments"] == told["openings"] == []
    assert told["lacks"] == told["schemes"] == []
    assert told.fingerprint == RULES.fingerprint and RULES.fingerprint[:12] in repr(told)
    assert told.plot.segments()["data"]["values"] == []


# ---- what is wrong


def paths(error: pytest.ExceptionInfo[TerreauError]) -> list[str]:
    return [problem["path"] for problem in error.value.problems]


def test_every_option_that_cannot_be_is_told() -> None:
    wrong: dict[str, Any] = {"target": "gant", "by": ["applicant.knd"], "depth": 4, "top": 0}
    asks: list[Callable[[], Any]] = [
        lambda: RULES.coverage(FARMERS, as_of=DAY, lang="en", **wrong),
        lambda: RULES.uncovered(as_of=DAY, lang="en", **wrong),
    ]
    for ask in asks:
        with pytest.raises(TerreauError) as error:
            ask()
        assert sorted(paths(error)) == ["by", "depth", "target", "top"]
        assert "did you mean `grant`?" in str(error.value) and "did you mean `applicant.kind`?" in str(error.value)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_ways_of_counting_are_told_as_by_score(lang: Any) -> None:
    for one in ({"extra": "drop"}, {"on_error": "stop"}, {"threads": "all"}, {"threads": -1}):
        wrong: Any = one
        with pytest.raises(TerreauError) as by_score:
            RULES.score(FARMERS, as_of=DAY, lang=lang, **wrong)
        with pytest.raises(TerreauError) as error:
            RULES.coverage(FARMERS, as_of=DAY, lang=lang, **wrong)
        assert error.value.problems == by_score.value.problems
    both: Any = {"extra": "drop", "on_error": "stop"}
    with pytest.raises(TerreauError) as error:
        RULES.coverage(FARMERS, as_of=DAY, **both)
    assert paths(error) == ["extra", "on_error"]


def test_a_bad_cell_stops_everything_or_is_set_aside() -> None:
    table = pa.table({"nr": [7, 8, 9], "applicant.kind": ["company", "compagny", None]})
    with pytest.raises(TerreauError) as error:
        RULES.coverage(table, as_of=DAY, extra="ignore")
    assert paths(error) == ["rows[1].applicant.kind"]
    told = RULES.coverage(table, as_of=DAY, extra="ignore", on_error="report", minimum=1)
    assert (told["projects"], told["set_aside"]) == (2, 1)
    with pytest.raises(TerreauError) as error:
        RULES.coverage(table, as_of=DAY)
    assert paths(error) == ["nr"]
    with pytest.raises(TypeError, match="Arrow"):
        RULES.coverage([{"applicant.kind": "company"}], as_of=DAY)


def test_progress_is_told() -> None:
    seen: list[tuple[int, int | None]] = []
    RULES.coverage(FARMERS, as_of=DAY, depth=1, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(30, 30)]


# ---- the rules alone


def test_kinds_that_the_rules_alone_leave_out_get_nothing() -> None:
    told = RULES.uncovered(as_of=DAY, target="honour_loan", depth=1)
    assert not told["truncated"]
    (fact,) = [fact for fact in RULES.describe()["facts"] if fact["fact"] == "applicant.kind"]
    names = {f"{fact['label']} : {label}": member for member, label in fact["values"]}
    found = [segment["conditions"][0] for segment in told["segments"]]
    out = {names[each["label"]] for each in found if each["fact"] == "applicant.kind"}
    assert out and out < set(names.values())
    projects = synthetic.population(RULES, 80, seed=3, as_of=DAY, among={"applicant.kind": sorted(names.values())})
    served = [p for p in projects if not lacks("honour_loan", RULES.recommend(p, detail="brief"))]
    # some of those who are left out were drawn, and some who are not are served
    assert served and out & {p["facts"]["applicant.kind"] for p in projects}
    assert not out & {p["facts"]["applicant.kind"] for p in served}
    known = RULES.recommend({"as_of": DAY, "facts": {}}, detail="brief")["schemes"]
    assert told["schemes"] == sum(s["kind"] == "honour_loan" and s["group"] != "closed" for s in known)


def test_where_the_rules_are_few_all_of_it_is_found() -> None:
    """Both grants are of Auvergne-Rhône-Alpes: by hand, any project elsewhere lacks one."""
    told = TRIO.uncovered(as_of=DAY, target="grant", depth=1, lang="en")
    assert [[c["fact"] for c in s["conditions"]] for s in told["segments"]] == [["territory.place"]]
    assert (told["schemes"], told["total"], told["truncated"]) == (2, 1, False)
    assert TRIO.uncovered(as_of=DAY, target="grant", depth=2, top=1)["total"] > 1


# ---- two versions


def files() -> dict[str, str]:
    return {p.relative_to(RURAL).as_posix(): p.read_text(encoding="utf-8") for p in sorted(RURAL.rglob("*.yaml"))}


@pytest.fixture(scope="module")
def versions() -> tuple[RuleSet, RuleSet]:
    """The second takes firms of 50 employees where the first takes 250."""
    before = files()
    scheme, was, is_ = "schemes/grant/ademe-tremplin.yaml", "structure.headcount <= 250", "structure.headcount <= 50"
    assert before[scheme].count(was) == 1
    return RuleSet.from_files(before), RuleSet.from_files({**before, scheme: before[scheme].replace(was, is_)})


def test_the_same_rules_do_not_differ(versions: tuple[RuleSet, RuleSet]) -> None:
    old, _ = versions
    told = old.diff(RuleSet.from_files(dict(reversed(files().items()))))
    assert (told["schemes"], told["facts"], told["parameters"], told["rules"]) == ([], [], [], [])
    assert told["same"] == len(old.describe()["schemes"]) and "aucune différence" in repr(told)


def test_a_threshold_that_moves_takes_a_right_away(versions: tuple[RuleSet, RuleSet]) -> None:
    old, new = versions
    for there, back, access, side in ((old, new, "narrower", "lost"), (new, old, "wider", "gained")):
        told = there.diff(back, as_of=DAY, lang="en")
        (scheme,) = told["schemes"]
        assert (scheme["scheme"], scheme["access"]) == ("ademe-tremplin", access)
        assert told.fingerprint == back.fingerprint and told.as_of == DAY
        witness = scheme[side]
        asked = [rules.recommend(witness["profile"]).scheme("ademe-tremplin")["verdict"] for rules in (there, back)]
        assert asked == [witness["old"], witness["new"]] and "ineligible" in asked and asked[0] != asked[1]
        assert 50 < witness["profile"]["facts"]["structure.headcount"] <= 250


def test_one_scheme_alone(versions: tuple[RuleSet, RuleSet]) -> None:
    old, new = versions
    assert old.diff(new, only="detr")["schemes"] == []
    assert json.loads(old.diff_json(new, only="ademe-tremplin"))["schemes"][0]["access"] == "narrower"
    with pytest.raises(TerreauError) as error:
        old.diff(new, only="ademe-tremplim", lang="en")
    assert paths(error) == ["only"] and "did you mean `ademe-tremplin`?" in str(error.value)


@pytest.fixture(scope="module")
def shut_out() -> tuple[RuleSet, RuleSet]:
    """The rural set, and the same where LEADER is not for associations."""
    before = files()
    scheme, was, is_ = "schemes/grant/leader-aura.yaml", '["association", "commune", "epci",', '["commune", "epci",'
    assert before[scheme].count(was) == 1
    return RuleSet.from_files(before), RuleSet.from_files({**before, scheme: before[scheme].replace(was, is_)})


@pytest.mark.parametrize("way", [1, -1], ids=["narrower", "wider"])
def test_who_gains_and_who_loses_one_by_one(
    frame: pl.DataFrame, profiles: list[dict[str, Any]], shut_out: tuple[RuleSet, RuleSet], way: int
) -> None:
    old, new = shut_out[::way]
    seen: list[tuple[int, int | None]] = []
    told = old.diff_table(new, frame, as_of=DAY, lang="en", progress=lambda *done: seen.append(done))
    asked = [[rules.recommend(p, as_of=DAY, detail="brief") for rules in (old, new)] for p in profiles]
    pairs = [[possible("leader-aura", report) for report in both] for both in asked]
    (scheme,) = told["schemes"]
    expected = {"gain": pairs.count([False, True]), "lose": pairs.count([True, False]), "keep": pairs.count([True, True])}
    assert {name: scheme[name] for name in expected} == expected and expected["lose" if way == 1 else "gain"]
    assert (told["gain"], told["lose"]) == (expected["gain"], expected["lose"])
    assert told["projects"] == len(profiles) and seen[-1] == (len(profiles), len(profiles))
    assert told.fingerprint == new.fingerprint
    assert json.loads(old.diff_table_json(new, frame, as_of=DAY, lang="en", threads=1)) == told
    with pytest.raises(TerreauError) as error:
        old.diff_table(new, pa.table({"applicant.knd": ["x"]}), as_of=DAY, lang="en")
    assert paths(error) == ["applicant.knd"]


def possible(scheme: str, report: Any) -> bool:
    return scheme in [each["scheme"] for each in report["schemes"] if each["group"] in ("now", "later")]


# ---- as answers


@pytest.fixture(scope="module", params=["fr", "en"])
def answers(
    request: pytest.FixtureRequest,
    frame: pl.DataFrame,
    versions: tuple[RuleSet, RuleSet],
    shut_out: tuple[RuleSet, RuleSet],
) -> list[Any]:
    lang = request.param
    covered = RULES.coverage(frame, as_of=DAY, target="honour_loan", depth=2, lang=lang)
    uncovered = TRIO.uncovered(as_of=DAY, target="grant", lang=lang)
    differ = versions[0].diff(versions[1], as_of=DAY, lang=lang)
    return [covered, uncovered, differ, shut_out[0].diff_table(shut_out[1], frame, as_of=DAY, lang=lang)]


def test_answers_show_themselves(answers: list[Any]) -> None:
    assert [type(each) for each in answers] == [Coverage, Uncovered, Diff, TableDiff]
    for each in answers:
        lines = repr(each).splitlines()
        assert max(map(len, lines)) <= 80 and len(lines) > 3 and each.fingerprint[:12] in repr(each).replace("\n", " ")
        assert f'<div lang="{each.lang}"' in each._repr_html_() and "<caption" in each._repr_html_()
        twin = pickle.loads(pickle.dumps(each))
        assert twin == each and type(twin) is type(each) and hash(twin) == hash(each) and each.as_of == DAY


def test_the_chart_shows_the_shares(answers: list[Any]) -> None:
    told: Coverage = answers[0]
    chart = told.plot.segments()
    rows = chart["data"]["values"]
    assert [row["all"] for row in rows] == [segment["label"] for segment in told["segments"][:8]] and rows
    for row, segment in zip(rows, told["segments"], strict=False):
        assert row["low"] == segment["lacking"]["low"] / segment["projects"] <= row["high"] <= 1
        assert "share" not in segment or round(row["low"], 3) == float(segment["share"])
        words = " ".join(row["segment"].split())
        assert all(condition["label"].split()[0] in words for condition in segment["conditions"])
    assert [row for row in rows if row["low"] < row["high"]] and [row for row in rows if row["low"] == row["high"]]
    named = [layer["transform"] for layer in chart["layer"] if "transform" in layer]
    assert named == [[{"filter": f"datum.lines == {lines}"}] for lines in sorted({row["lines"] for row in rows})]
    assert chart.altair().to_dict()["layer"]
