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

CAPTION = "caption-side:top;text-align:left;font-weight:bold;padding:.4em 0;color:inherit"
LINE = "border-bottom:1px solid currentColor"


def _table(table: Table) -> str:
    heads = "".join(
        f'<th scope="col" style="{_side(column)};{LINE}">{escape(column.title)}</th>' for column in table.columns
    )
    rows = "".join(f"<tr>{_row(table, row)}</tr>" for row in table.rows)
    caption = f'<caption style="{CAPTION}">{escape(table.caption)}</caption>'
    return (
        f'<table style="border-collapse:collapse">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(table: Table, row: Sequence[str]) -> str:
    cells = []
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        head = at == table.heads
        name, scope, weight = ("th", ' scope="row"', ";font-weight:normal") if head else ("td", "", "")
        cells.append(f'<{name}{scope} style="{_side(column)}{weight}">{escape(cell)}</{name}>')
    return "".join(cells)


def _side(column: Column) -> str:
    return f"text-align:{'right' if column.number else 'left'};vertical-align:top"


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
