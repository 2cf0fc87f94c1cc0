"""Rule files as nodes, and nodes as rule files: so that small rule sets can be judged on the fly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oracle.rules import read_yaml


def files(root: Path) -> dict[str, Any]:
    """The content of a folder's rule files, without examples and personas."""
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.yaml"))}
    wanted = {name: p for name, p in found.items() if not name.endswith(".examples.yaml") and name[:9] != "personas/"}
    return {name: read_yaml(path) for name, path in wanted.items()}


def official(root: Path) -> dict[str, tuple[str, ...]]:
    """Every commune of the list of places with what it lies in, the narrowest first."""
    found: dict[str, tuple[str, ...]] = {}
    within: tuple[str, ...] = ()
    for line in (root / "taxonomies" / "territory.places").read_text(encoding="utf-8").splitlines():
        first, *rest = line.split(" ")
        if first.startswith("@"):
            body = [word for word in rest[:1] if word.startswith("epci-")]
            within = (*body, first[1:])
        elif not first.startswith(("#", "-", "places")):
            found[f"commune-{first}"] = within
    return found


def texts(layer: Mapping[str, Any]) -> dict[str, str]:
    """Files with this content: JSON is YAML."""
    return {name: json.dumps(content, ensure_ascii=False) for name, content in layer.items()}
