"""The guide's tables of keys, made from the table of commands: they are never out of date."""

from collections.abc import Mapping
from dataclasses import replace

from tui_reader.commands import help_rows
from tui_reader.document.source import Source

_PLACE = "[//]: # (keys)"
"""A link reference definition: in any other program it shows nothing."""


def with_keys(source: Source, keymap: Mapping[str, str] | None = None) -> Source:
    """Return a text with the tables of keys in the place that it has for them.

    Args:
        source: The guide.
        keymap: The keys that were remapped, by command id.
    """
    return replace(source, text=source.text.replace(_PLACE, _tables(keymap or {})))


def _tables(keymap: Mapping[str, str]) -> str:
    """Return one table for each group of commands, under a heading."""
    parts: list[str] = []
    for group, rows in help_rows(keymap):
        parts += [f"### {group}", "", "| Keys | |", "|---|---|"]
        parts += [f"| {_code(keys)} | {title} |" for keys, title in rows]
        parts.append("")
    return "\n".join(parts).strip()


def _code(keys: str) -> str:
    """Return keys as code, each by itself, as a cell of a table may have it."""
    codes = (key if key == "…" else f"`{key}`" for key in keys.split())
    return " ".join(codes).replace("```", "`` ` ``").replace("|", "\\|")
