"""Rule files as one bundle: what `terreau bundle` writes, made without it, so that small rule sets can be judged on the fly."""

from __future__ import annotations

import hashlib
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


def bundle(layer: Mapping[str, Any]) -> str:
    layers = [dict(sorted(layer.items()))]
    canonical = json.dumps(layers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    fingerprint = hashlib.sha256(canonical.encode()).hexdigest()
    return json.dumps({"terreau_bundle": 1, "fingerprint": fingerprint, "layers": layers}, ensure_ascii=False)
