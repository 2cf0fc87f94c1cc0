"""Answers as objects: plain mappings that pickle, compare, show themselves in notebooks and terminals, and draw charts."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair
import pytest
import yaml
from terreau import Catalogue, Chart, Notice, Plan, Question, Report, RuleSet, __version__

RULES = Path(__file__).parents[2] / "rules" / "rural-fr"
PERSONAS = sorted((RULES / "personas").glob("*.yaml"))
BAKERY = RULES / "personas" / "boulangerie-cafe-saint-agreve.yaml"
HONOUR = "bpifrance-ph-creation-reprise"


def profile(persona: Path) -> dict[str, Any]:
    told = yaml.load(persona.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 the plain loader: texts alone
    return {"as_of": told["as_of"], "facts": told["facts"]}


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return RuleSet.load(RULES)


def answers(rules: RuleSet, persona: Path, lang: Any) -> list[Any]:
    of = profile(persona)
    asked = [rules.recommend(of, lang=lang), rules.plan(of, lang=lang, brief=True), rules.next_question(of, lang=lang)]
    return [*asked, rules.notice(of, lang=lang), rules.describe(lang)]


@pytest.fixture(scope="module", params=["fr", "en"])
def told(request: pytest.FixtureRequest, rules: RuleSet) -> list[Any]:
    return answers(rules, BAKERY, request.param)


def test_every_answer_has_its_kind_and_says_where_it_comes_from(rules: RuleSet, told: list[Any]) -> None:
    assert [type(each) for each in told] == [Report, Plan, Question, Notice, Catalogue]
    assert {each.fingerprint for each in told} == {rules.fingerprint}
    assert [each.as_of for each in told] == ["2026-11-23"] * 4 + [None]
    assert {each.engine for each in told} == {__version__} and __version__[0].isdigit()


def test_an_answer_is_the_mapping_that_the_engine_gave(rules: RuleSet) -> None:
    report = rules.recommend(profile(BAKERY))
    plain = json.loads(rules.recommend_json(profile(BAKERY)), parse_float=Decimal)
    assert report == plain and type(plain) is dict and dict(report) == plain
    assert json.loads(json.dumps(report, default=str))["counts"] == plain["counts"]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_answers_pickle_copy_and_hash(told: list[Any], protocol: int) -> None:
    for each in told:
        for twin in pickle.loads(pickle.dumps(each, protocol)), copy.copy(each), copy.deepcopy(each):
            assert twin == each and type(twin) is type(each) and hash(twin) == hash(each) and twin.engine == each.engine
    assert len(set(told)) == len(told)


def test_an_unpickled_answer_keeps_the_engine_that_gave_it(told: list[Any]) -> None:
    old = copy.copy(told[0])
    old.engine = "0.0.1"
    assert pickle.loads(pickle.dumps(old)).engine == "0.0.1"


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda path: path.stem)
def test_text_fits_a_terminal(rules: RuleSet, persona: Path) -> None:
    for lang in "fr", "en":
        for each in answers(rules, persona, lang):
            lines = repr(each).splitlines()
            assert lines == str(each).splitlines() and max(map(len, lines)) <= 80 and len(lines) > 3
            assert each.fingerprint[:12] in repr(each).replace("\n", "")


def test_text_says_what_the_answer_says(rules: RuleSet) -> None:
    shown = repr(rules.recommend(profile(BAKERY), top=1))
    assert "Prêt d'honneur" in shown and "sous condition" in shown and "50\N{NARROW NO-BREAK SPACE}000\N{NO-BREAK SPACE}€" in shown
    assert "jugé au 23/11/2026" in shown and "possible maintenant\N{NO-BREAK SPACE}: 28" in shown
    shown = repr(rules.plan(profile(BAKERY), lang="en", brief=True))
    assert "The project costs 108,500" in shown and "Financing plan" in shown and "Own funds" in shown


def test_why_says_each_criterion_with_what_it_read(told: list[Any]) -> None:
    report: Report = told[0]
    for scheme in report["schemes"]:
        shown = report.why(scheme["scheme"])
        page = Page(shown._repr_html_())
        assert scheme["title"] in page.words and page.tags.count("tr") == 1 + len(scheme["criteria"])
        assert max(map(len, repr(shown).splitlines())) <= 80
    assert {"fr": "non éligible", "en": "not eligible"}[report.lang] in repr(report.why("detr"))
    # not registered: told, so not unknown
    assert {"fr": "il n'y en a pas", "en": "there is none"}[report.lang] in Page(report.why("initiative-pret-honneur")._repr_html_()).words
    assert report.scheme("detr")["verdict"] == "ineligible"
    with pytest.raises(KeyError):
        report.why("nothing")


def test_why_says_what_would_turn_a_refusal(rules: RuleSet) -> None:
    report = rules.recommend(profile(BAKERY), near=True)
    change = report.scheme("nef-pret-de-chez-moi")["near_miss"]["best"][0]["change"]["label"]
    assert "Ce qui lèverait le refus" in repr(report.why("nef-pret-de-chez-moi"))
    assert change in Page(report.why("nef-pret-de-chez-moi")._repr_html_()).words


def test_an_unfinished_answer_still_shows() -> None:
    assert repr(Report()) == "{}" and Report() == {}


class Page(HTMLParser):
    """What a reader of screens, and a policy against scripts, look at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.langs: list[str | None] = []
        self.styles = ""
        self.scopes: list[str | None] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.open.append(tag)
        self.styles += told.get("style") or ""
        assert not [name for name in told if name.startswith("on")]
        if tag == "th":
            self.scopes.append(told.get("scope"))
        if tag == "div":
            self.langs.append(told.get("lang"))
        if tag == "caption":
            assert self.open[-2] == "table"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_notebooks_show_tables_that_everyone_can_read(told: list[Any]) -> None:
    for each in told:
        page = Page(each._repr_html_())
        assert not page.open and page.langs == [each.lang]
        assert not {"script", "style", "img", "link", "iframe"} & set(page.tags)
        assert page.tags.count("table") == page.tags.count("caption") > 0
        assert set(page.scopes) == {"col", "row"}
        # dark or light is the notebook's to say
        assert "#" not in page.styles and "rgb" not in page.styles and "background" not in page.styles


def test_texts_of_rules_are_no_markup() -> None:
    hostile = {"rule_set": {"id": "<b>", "version": "1", "fingerprint": "f" * 64}, "lang": "fr", "title": "<script>alert(1)</script>"}
    page = Page(Catalogue({**hostile, "facts": [], "schemes": []})._repr_html_())
    assert "script" not in page.tags and "b" not in page.tags and "<script>alert(1)</script>" in page.words


def test_a_waterfall_adds_up_to_the_score(told: list[Any]) -> None:
    report: Report = told[0]
    for scheme in report["schemes"]:
        *lines, total = report.plot.waterfall(scheme["scheme"])["data"]["values"]
        assert lines[0]["from"] == 0 and total["from"] == 0
        for before, line in zip(lines, lines[1:]):
            assert line["from"] == before["low"] <= before["high"]
        assert lines[-1]["low"] == pytest.approx(float(scheme["score"]["low"]))
        doubt = sum(line["high"] - line["low"] for line in lines)
        assert total["high"] - total["low"] == pytest.approx(doubt)
    first = report["schemes"][0]["title"]
    assert report.plot.waterfall()["title"]["text"] == first
    with pytest.raises(KeyError):
        report.plot.waterfall("nothing")


def test_robustness_says_what_the_answer_says(told: list[Any]) -> None:
    report: Report = told[0]
    rows = report.plot.robustness()["data"]["values"]
    assert [(row["from"], row["weight"], row["to"]) for row in rows] == [
        (line["from"], line["weight"], line["to"]) for line in report["robustness"]
    ]
    titles = {scheme["scheme"]: scheme["title"] for scheme in report["schemes"]}
    assert titles[report["robustness"][0]["below"]["scheme"]] in rows[0]["below"]


def test_a_brief_answer_draws_nothing(rules: RuleSet) -> None:
    brief = rules.recommend(profile(BAKERY), detail="brief")
    with pytest.raises(ValueError, match="brief"):
        brief.plot.waterfall()
    with pytest.raises(ValueError, match="brief"):
        brief.plot.robustness()
    with pytest.raises(ValueError, match="brief"):
        brief.why("detr")


def test_the_cash_curve_is_the_plans(told: list[Any]) -> None:
    plan: Plan = told[1]
    drawn = plan.plot.cash()
    assert [row["balance"] for row in drawn["data"]["values"]] == [float(month["balance"]) for month in plan["cash"]]
    marks = [row for layer in drawn["layer"] for row in layer.get("data", {}).get("values", [])]
    assert {"month": "2027-05-01", "told": "démarrage" if plan.lang == "fr" else "start"} in marks
    assert [row["balance"] for row in marks if "balance" in row] == [-33500.0] * 2
    covered = Plan({**plan, "trough": {"depth": 0, "lowest": 1, "month": "2026-11"}})
    assert len(covered.plot.cash()["layer"]) == len(drawn["layer"]) - 2


def test_charts_are_what_altair_takes(told: list[Any]) -> None:
    report, plan = told[0], told[1]
    for drawn in report.plot.waterfall(HONOUR), report.plot.robustness(), plan.plot.cash():
        assert type(drawn) is Chart and json.loads(json.dumps(drawn)) == drawn
        assert isinstance(drawn.altair(), altair.LayerChart)
        assert drawn._repr_mimebundle_() and drawn._repr_mimebundle_().keys() == drawn.altair()._repr_mimebundle_().keys()


def test_no_package_is_needed() -> None:
    program = (
        "import sys; sys.modules.update(dict.fromkeys(['altair', 'hypothesis', 'pandas', 'polars', 'numpy', 'vl_convert']))\n"
        "from terreau import RuleSet, synthetic\n"
        "rules = RuleSet.load(sys.argv[1])\n"
        "report = rules.recommend(synthetic.population(rules, 1, seed=1, as_of='2026-11-23')[0])\n"
        "print(report, sorted(report.plot.waterfall()._repr_mimebundle_()))\n"
    )
    shown = subprocess.run([sys.executable, "-c", program, str(RULES)], capture_output=True, text=True, check=True)
    assert "['application/vnd.vegalite.v5+json', 'text/plain']" in shown.stdout
