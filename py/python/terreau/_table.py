"""Tables: whatever speaks Arrow in, scores out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from terreau import _native

Progress: TypeAlias = Callable[[int, "int | None"], object]


class Scores:
    """What a table of profiles came to; Polars, PyArrow, DuckDB and pandas read it, as often as you like.

    A line for each of the best schemes of each profile: `row` (place of the profile, from 0), the columns kept, `rank`, `scheme`,
    `verdict`, `group` (`now`, `later`), `score_low` and `score_high` (points of 1,000), `amount_low` and `amount_high` (euros; null
    where the scheme gives no money), `amount_may_not_apply`. A profile without a line can get nothing.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Scores) -> None:
        self._native = native

    @property
    def profiles(self) -> int:
        """Profiles of the table, those that were not judged among them."""
        return self._native.profiles

    @property
    def not_judged(self) -> int:
        """Profiles with problems, with `on_error="report"`."""
        return self._native.not_judged

    @property
    def tallies(self) -> _native.Table:
        """How many profiles have each verdict of each scheme, as an Arrow table."""
        return self._native.tallies()

    @property
    def problems(self) -> _native.Table:
        """Why profiles were not judged, as an Arrow table: `row`, `column`, `code`, `message`, `help`; of the first 100,000."""
        return self._native.problems()

    @property
    def fingerprint(self) -> str:
        """Identity of the rules."""
        return self._about("fingerprint")

    @property
    def engine(self) -> str:
        """Version of the engine."""
        return self._about("engine")

    @property
    def as_of(self) -> str:
        """The day that profiles were judged on."""
        return self._about("as_of")

    @property
    def weights(self) -> str:
        """The preset of weights; empty where they were given line by line."""
        return self._about("weights")

    def _about(self, key: str) -> str:
        return dict(self._native.about)[f"terreau.{key}"]

    def __len__(self) -> int:
        return self._native.lines

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        aside = f", {self.not_judged:,} not judged" if self.not_judged else ""
        rules = f"rules {self.fingerprint[:12]} on {self.as_of}"
        return f"<terreau.Scores {len(self):,} lines, {self.profiles:,} profiles{aside}; {rules}>"


class ScoreStream:
    """Scores that are made while they are read, once; any library that reads Arrow streams takes it. Columns as of `Scores`."""

    __slots__ = ("_lang", "_native")

    def __init__(self, native: _native.ScoreStream, lang: str) -> None:
        self._native, self._lang = native, lang

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        stream = self._native.take()
        if stream is None:
            french, english = "ces résultats ont déjà été lus", "these scores were read already"
            raise ValueError(french if self._lang == "fr" else english)
        return stream


def arrow(table: Any, lang: str) -> Any:
    """The table, if it speaks Arrow."""
    polars = sys.modules.get("polars")
    if polars and isinstance(table, polars.DataFrame):
        return table.select(_readable(polars, polars.col(name), kind).alias(name) for name, kind in table.schema.items())
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return table
    kind = type(table).__name__
    if lang == "fr":
        raise TypeError(f"{kind} ne parle pas Arrow : donnez une table Polars, PyArrow, DuckDB ou pandas (2.2 au moins)")
    raise TypeError(f"{kind} does not speak Arrow: give a table of Polars, PyArrow, DuckDB or pandas (2.2 at least)")


def _readable(polars: Any, cells: Any, kind: Any) -> Any:
    """Polars hands what is null throughout over with a buffer, and the Arrow format has none there. Lists without an element go over
    as JSON text: whether words or records are missing in them is for the fact to say."""
    if kind == polars.List(polars.Null):
        empty = polars.when(cells.list.len() == 0).then(polars.lit("[]"))
        return empty.when(cells.is_not_null()).then(polars.lit("[null]"))
    if isinstance(kind, polars.Struct) and kind != _without_null(polars, kind):
        fields = [_readable(polars, cells.struct.field(field.name), field.dtype).alias(field.name) for field in kind.fields]
        return polars.when(cells.is_not_null()).then(polars.struct(fields))
    return cells.cast(_without_null(polars, kind))


def _without_null(polars: Any, kind: Any) -> Any:
    """The type with texts where it has nulls throughout."""
    if kind == polars.Null:
        return polars.String
    if isinstance(kind, polars.List):
        return polars.List(_without_null(polars, kind.inner))
    if isinstance(kind, polars.Struct):
        return polars.Struct({field.name: _without_null(polars, field.dtype) for field in kind.fields})
    return kind


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def watching(progress: bool | Progress, table: Any) -> Iterator[Callable[[int], object] | None]:
    """What to tell of each slice of profiles that is done."""
    total = _rows(table)
    if progress is False:
        yield None
    elif callable(progress):
        yield _adding(progress, total)
    else:
        try:
            from tqdm.auto import tqdm
        except ImportError:
            yield _adding(_told, total)
            sys.stderr.write("\n")
        else:
            with tqdm(total=total, unit="profile", unit_scale=True) as bar:
                yield bar.update


def _adding(progress: Progress, total: int | None) -> Callable[[int], object]:
    done = 0

    def tick(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return tick


def _told(done: int, total: int | None) -> None:
    sys.stderr.write(f"\r{done:,}" + (f" / {total:,}" if total else ""))
    sys.stderr.flush()


def _rows(table: Any) -> int | None:
    for name in ("num_rows", "height"):
        if isinstance(rows := getattr(table, name, None), int):
            return rows
    try:
        return len(table)
    except TypeError:
        return None
