"""Paragraphs and tables, written as HTML for notebooks or as text of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TypeAlias

WIDTH = 80
# a column of text does not get narrower than this as long as others can
NARROWEST = 6


@dataclass(frozen=True)
class Column:
    """What a column is called, and whether it holds numbers, which stand to the right."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of texts; the cell in `heads` names its row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    heads: int = 0


Part: TypeAlias = Table | str


def html(parts: Sequence[Part], lang: str) -> str:
    """No script, and no colour of its own: it takes the notebook's, light or dark."""
    body = "".join(_table(part) if isinstance(part, Table) else f"<p>{escape(part)}</p>" for part in parts)
    return f'<div lang="{escape(lang)}" style="max-width:60em">{body}</div>'


def text(parts: Sequence[Part]) -> str:
    return "\n\n".join("\n".join(_lines(part) if isinstance(part, Table) else wrap(part, WIDTH)) for part in parts)


# ---- HTML

CAPTION = "caption-side:top;text-align:left;font-weight:bold;padding:.4em .6em;color:inherit"
LINE = "border-bottom:1px solid currentColor"
# cells up to this long are not broken into lines
SHORT = 24


def _table(table: Table) -> str:
    cells = zip(*[[column.title for column in table.columns], *table.rows], strict=True)
    styles = [_style(column, max(map(len, told))) for column, told in zip(table.columns, cells, strict=True)]
    heads = "".join(
        f'<th scope="col" style="{style};{LINE}">{escape(column.title)}</th>'
        for column, style in zip(table.columns, styles, strict=True)
    )
    rows = "".join(f"<tr>{_row(row, styles, table.heads)}</tr>" for row in table.rows)
    caption = f'<caption style="{CAPTION}">{escape(table.caption)}</caption>'
    return (
        f'<table style="border-collapse:collapse">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(row: Sequence[str], styles: Sequence[str], heads: int) -> str:
    cells = []
    for at, (cell, style) in enumerate(zip(row, styles, strict=True)):
        name, scope, weight = ("th", ' scope="row"', ";font-weight:normal") if at == heads else ("td", "", "")
        cells.append(f'<{name}{scope} style="{style}{weight}">{escape(cell)}</{name}>')
    return "".join(cells)


def _style(column: Column, longest: int) -> str:
    side = f"text-align:{'right' if column.number else 'left'};vertical-align:top;padding:.2em .6em"
    return f"{side};white-space:nowrap" if longest <= SHORT else side


# ---- text


def _lines(table: Table) -> list[str]:
    heads = [column.title for column in table.columns]
    widths = _widths([heads, *table.rows])
    told = [
        *wrap(table.caption, WIDTH),
        *_wrapped(heads, widths, table.columns),
        "  ".join("─" * width for width in widths),
    ]
    for row in table.rows:
        told += _wrapped(row, widths, table.columns)
    return told


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """As wide as the longest cell; then the widest give way until all fit."""
    widths = [max(len(cell) for cell in cells) for cells in zip(*rows, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > WIDTH and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return [max(width, 1) for width in widths]


def _wrapped(row: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> list[str]:
    cells = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    lines = []
    for at in range(max(map(len, cells))):
        shown = [cell[at] if at < len(cell) else "" for cell in cells]
        placed = [
            part.rjust(width) if column.number else part.ljust(width)
            for part, width, column in zip(shown, widths, columns, strict=True)
        ]
        lines.append("  ".join(placed).rstrip())
    return lines
