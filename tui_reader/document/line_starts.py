"""What a line may begin, as patterns (CommonMark 0.31.2, sections 4 and 5; GFM 4.10, footnotes).

They are for the scan alone, which only has to find where blocks of the top level start.
"""

import re

from markdown_it.common.html_blocks import block_names
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR

ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`]*)")
MARKER = re.compile(r" {0,3}(?:[-+*]|(\d{1,9})([.)]))(?:[ \t]|$)")
RULE = re.compile(r" {0,3}([-_*])[ \t]*(?:\1[ \t]*){2,}$")
SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_DELIMITER = re.compile(
    r" {0,3}(?!-(?:[ \t]|$))\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"
)
_TABLE_HEADER = re.compile(r" {0,3}(?=[^ \t]).*\|")
CELL_END = re.compile(r"(?<!\\)\|")
DEFINITION = re.compile(
    r"(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)]))*[ \t]*\[(\^)?((?:[^\[\]\\]|\\.){1,999})\]:"
)
HTML_BLANK = re.compile(r"(?!)")
"""Stands for the end of an HTML block that a blank line ends."""
_HTML_BLOCKS = (
    (re.compile(r" {0,3}<(?:script|pre|style|textarea)(?=[ \t>]|$)", re.I),
     re.compile(r"</(?:script|pre|style|textarea)>", re.I)),
    (re.compile(r" {0,3}<!--"), re.compile(r"-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<![A-Za-z]"), re.compile(r">")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r" {0,3}</?(?:" + "|".join(block_names) + r")(?=[ \t]|/?>|$)", re.I), HTML_BLANK),
)  # fmt: skip
_LONE_TAG: re.Pattern[str] = re.compile(r" {0,3}" + HTML_OPEN_CLOSE_TAG_STR[1:] + r"[ \t]*$")


def heading_source(rest: str) -> str:
    """Return the text of an ATX heading from what follows its opening, the closing left out."""
    text = rest.strip(" \t")
    without = text.rstrip("#")
    if without != text and (not without or without[-1] in " \t"):
        return without.rstrip(" \t")
    return text


def table_columns(header: str, delimiter: str) -> int:
    """Return how many columns the table has that two lines open, 0 where they open none."""
    if not (_TABLE_HEADER.match(header) and _DELIMITER.match(delimiter)):
        return 0
    cells = CELL_END.split(header.strip(" \t"))
    columns = len(cells) - (not cells[0]) - (not cells[-1])
    marks = len(delimiter.strip(" \t|").split("|"))
    return columns if columns == marks else 0


def html_end(line: str, *, interrupts_text: bool) -> re.Pattern[str] | None:
    """Return what ends the HTML block that a line begins, None where it begins none."""
    for start, end in _HTML_BLOCKS:
        if start.match(line):
            return end
    return HTML_BLANK if not interrupts_text and _LONE_TAG.match(line) else None
