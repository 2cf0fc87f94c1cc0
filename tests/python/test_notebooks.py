"""The notebooks of `py/examples` run from top to bottom, show what they promise, and are kept without outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[2] / "py" / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


def read(path: Path, **replaced: str) -> Any:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        for old, new in replaced.items():
            cell.source = cell.source.replace(old, new)
    return notebook


def outputs(notebook: Any) -> list[Any]:
    path = {"metadata": {"path": str(EXAMPLES)}}
    run = NotebookClient(notebook, timeout=300, kernel_name="python3", resources=path).execute()
    return [output for cell in run.cells if cell.cell_type == "code" for output in cell.outputs]


def shown(output: Any) -> str:
    data = output.get("data", {})
    return str(output.get("text") or data.get("text/html") or data.get("text/plain"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs_and_speaks_both_languages(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code and not [cell for cell in code if cell.outputs or cell.execution_count]
    for cell in notebook.cells:
        # French, then English in italics
        assert cell.cell_type == "code" or cell.source.endswith("*") or "·" in cell.source


@pytest.mark.parametrize(
    ("lang", "verdict", "table"),
    [("fr", "sous condition", "Plan de financement"), ("en", "conditional", "Financing plan")],
)
def test_one_project_in_depth(lang: str, verdict: str, table: str) -> None:
    found = outputs(read(EXAMPLES / "one_project.ipynb", **{'LANG = "fr"': f'LANG = "{lang}"'}))
    told = "\n".join(map(shown, found))
    assert f'<div lang="{lang}"' in told and verdict in told and table in told
    assert sum("vega-lite" in shown(output) for output in found) == 3
    assert not [output for output in found if output.output_type == "error" or output.get("name") == "stderr"]


def test_ten_thousand_projects() -> None:
    found = outputs(read(EXAMPLES / "ten_thousand.ipynb", **{"N = 10_000": "N = 200"}))
    told = [shown(output) for output in found]
    assert told[0] == "200" and "200 profiles" in told[3]
    tallies, coverage, chart, table, alone = told[4:]
    assert tallies.count("<tr>") == 12
    assert "subvention" in coverage and "200" in coverage and "ouvrirait à" in coverage
    assert "vega-lite" in chart and "Ardèche" in table and "association" in alone
    assert not [output for output in found if output.output_type == "error" or output.get("name") == "stderr"]
