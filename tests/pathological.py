"""Texts that are hard to parse, to lay out or to move in, of any length.

Those of one kind of block that never ends, of lines that never end, of tables of any shape, of
what is nested, and of what a parser has to look through again and again.
"""

from collections.abc import Callable

Make = Callable[[int], str]
"""Returns about so many characters of a text."""


def _times(part: str, before: str = "", after: str = "\n") -> Make:
    return lambda size: before + part * max(1, size // len(part)) + after


def _numbered(form: str, before: str = "") -> Make:
    def make(size: int) -> str:
        count = max(1, size // (len(form.format(0)) + 4))
        return before + "".join(form.format(index) for index in range(count))

    return make


def _table(columns: int, cell: str = "a cell") -> Make:
    row = f"| {cell} " * columns + "|\n"
    head = f"| {cell} " * columns + "|\n" + "|---" * columns + "|\n"
    return lambda size: head + row * max(1, size // len(row))


def _wide_table(size: int) -> str:
    columns = max(1, size // 60)
    rows = (" | ".join(f"c{row}x{column}" for column in range(columns)) for row in range(4))
    head, *rest = rows
    return "\n".join([head, "|".join(["---"] * columns), *rest, "", "last"])


def _ragged(size: int) -> str:
    lines = ["|".join(f"h{n}" for n in range(40)), "|".join(["--"] * 40)]
    while size > 0:
        lines.append("|".join("x" * (size % 11) for _ in range(size % 80)))
        size -= len(lines[-1]) + 1
    return "\n".join(lines)


def _autofill(size: int) -> str:
    columns = max(1, min(size // 4, 3000))
    return "|" + "a|" * columns + "\n|" + "-|" * columns + "\n" + "b\n" * (size // 2)


def _nested(marker: str, depth: int) -> Make:
    part = "".join(f"{marker * level}- level {level}\n" for level in range(depth))
    return lambda size: part * max(1, size // len(part))


def _staircase(size: int) -> str:
    """Lists that go down and up, of which none ends."""
    lines: list[str] = []
    level = 0
    while size > 0:
        lines.append(f"{'  ' * (level % 40)}- item {level}")
        size -= len(lines[-1]) + 1
        level += 1
    return "\n".join(lines)


BLOCKS: dict[str, Make] = {
    "items": _times("- item\n"),
    "loose items": _times("- item\n\n"),
    "tasks": _times("- [ ] task\n"),
    "ordered items": _times("1. item\n"),
    "bare markers": _times("-\n"),
    "paragraphs": _times("word\n\n"),
    "headings": _numbered("## Heading {}\n"),
    "empty headings": _times("#\n"),
    "underlined headings": _numbered("Heading {}\n===\n\n"),
    "rules": _times("---\n\n"),
    "quotes": _times("> said\n"),
    "separate quotes": _times("> said\n\n"),
    "lazy quote": _times("said on and on\n", "> begins\n"),
    "blank lines": _times("\n"),
    "blank lines in a list": _times("\n", "- item\n", "\n  last\n"),
    "html": _times("<p>some text</p>\n"),
    "html blocks": _times("<div>\n\ntext\n\n</div>\n\n"),
    "one html block": _times("text of a block\n", "<div>\n"),
    "details": _times("<details><summary>s</summary>\n\ntext\n\n</details>\n\n"),
    "open comment": _times("hidden\n", "first\n\n<!--\n"),
    "comments": _times("<!-- hidden -->\n"),
    "fence": _times("some code = 1\n", "```\n"),
    "python": _times("some = code(1)  # here\n", "```python\n"),
    "blank fence": _times("\n", "```\n"),
    "indented code": _times("    code\n"),
    "fences": _times("```python\nx = 1\n```\n"),
    "images": _times("![picture](p.png)\n"),
    "image paragraphs": _times("![picture](p.png)\n\n"),
    "definitions": _numbered("[r{}]: /u\n"),
    "footnotes": _numbered("[^f{}]: note\n"),
    "references": _numbered("see [^f{0}].\n\n[^f{0}]: note {0}\n\n"),
    "hard breaks": _times("line\\\n"),
    "hard breaks of spaces": _times("line  \n"),
    "links": _numbered("[link {0}](https://example.org/{0})\n\n"),
    "links of a paragraph": _numbered("[link {0}](https://example.org/{0}) "),
    "addresses": _numbered("https://example.org/{}\n"),
    "one paragraph": _times("some words of a line\n"),
    "front matter": _times("key: value\n", "---\n", "---\n\nlast\n"),
    "source of bars": _times("|\n"),
}
"""One kind of block that never ends."""

LINES: dict[str, Make] = {
    "words": _times("word "),
    "one letter words": _times("a "),
    "one word": _times("x"),
    "wide characters": _times("漢字"),
    "wide with spaces": _times("漢 "),
    "marks": _times("e\u0301"),
    "families": _times("👩\u200d👩\u200d👧\u200d👦 "),
    "flags": _times("🇩🇪"),
    "joined": _times("👩\u200d"),
    "hyphens": _times("a-"),
    "dashes": _times("-"),
    "zeros of width": _times("\u200b"),
    "tabs": _times("\t"),
    "tabs in text": _times("a\t"),
    "spaces": _times(" ", "x", "x\n"),
    "code": _times("`code` "),
    "code of a line": _times("x", "`", "`\n"),
    "emphasis": _times("*some* "),
    "fence of a line": _times("some code = 1; ", "```\n", "\n```\n"),
    "fence of a line of python": _times("some = code(1); ", "```python\n", "\n```\n"),
    "fence of a line of a wrong language": _times("a < b & c; ", "```brainfuck\n", "\n```\n"),
    "html of a line": _times("<b>bold</b> "),
    "html block of a line": _times("text ", "<div>", "</div>\n"),
    "comment of a line": _times("hidden ", "<!-- ", " --> last\n"),
    "heading of a line": _times("word ", "# "),
    "item of a line": _times("word ", "- "),
    "quote of a line": _times("word ", "> "),
    "links of a line": _times("[a](b) "),
    "images of a line": _times("![a](b) "),
    "address of a line": _times("x", "https://"),
    "footnotes of a line": _times("[^a] ", "[^a]: note\n\n"),
    "breaks of a line": _times("a<br>"),
    "entities": _times("&amp;"),
    "escapes": _times("\\*"),
    "pipes": _times("|"),
}
"""Lines that never end."""

TABLES: dict[str, Make] = {
    "three columns": _table(3),
    "thirty columns": _table(30),
    "columns": _wide_table,
    "ragged table": _ragged,
    "filled up": _autofill,
    "a cell of a line": _times("word ", "|a|b|\n|-|-|\n|", "|x|\n"),
    "a cell of one word": _times("x", "|a|b|\n|-|-|\n|", "|x|\n"),
    "a wide header": _times("word ", "|", "|b|\n|-|-|\n|a|b|\n"),
    "cells of breaks": _times("a<br>", "|a|b|\n|-|-|\n|", "|x|\n"),
    "cells of wide characters": _table(8, "漢字かな"),
    "cells of links": _table(6, "[a](b)"),
    "tables": _times("|a|b|\n|-|-|\n|c|d|\n\n"),
}
"""Tables of any shape."""

NESTED: dict[str, Make] = {
    "lists 40 deep": _nested("  ", 40),
    "lists 200 deep": _nested("  ", 200),
    "a staircase": _staircase,
    "quotes 100 deep": _times(">" * 100 + " said\n"),
    "quotes 20 deep": _times("> " * 20 + "said\n\n"),
    "bullets of a line": _times("- "),
    "quotes of a line": _times("> "),
    "lazy and deep": _times("lazy\n", ">" * 100 + " a\n"),
    "list and code": _times("- item\n\n      code\n\n"),
    "list of fences": _times("- ```\n  code\n  ```\n"),
    "list of tables": _times("- |a|b|\n  |-|-|\n  |c|d|\n"),
    "quote of a table": _times("> |c|d|\n", "> |a|b|\n> |-|-|\n"),
    "numbers": _times("123456789. item\n"),
}
"""What is nested."""

SEARCHED: dict[str, Make] = {
    "addresses with signs": _times("$www."),
    "pipes and addresses": _times("|www."),
    "www": _times("www."),
    "open brackets": _times("["),
    "open images": _times("!["),
    "open links": _times("[a]("),
    "closed brackets": _times("]"),
    "bracket pairs": _times("[]"),
    "nested brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "open stars": _times("*a_ "),
    "star words": _times("a**b"),
    "stars": _times("*"),
    "underscores": _times("_a "),
    "tildes": _times("~~a "),
    "backticks": lambda size: " ".join("`" * n for n in range(1, max(2, int((2 * size) ** 0.5)))),
    "open tags": _times("<a "),
    "open comments": _times("<!-- "),
    "cdata": _times("<![CDATA["),
    "instructions": _times("<?"),
    "less": _times("<"),
    "open addresses": _times("<http:"),
    "definition lines": _times("[a]: <]:\n"),
    "reference loops": _times("[a][b]\n[b]: [a]\n"),
    "ampersands": _times("&"),
    "backslashes": _times("\\"),
    "mixed signs": _times("*_~`[]()<>!|#-+ "),
    "a mail": _times("a@b."),
}
"""What a parser may look through again and again."""

ALL = {**BLOCKS, **LINES, **TABLES, **NESTED, **SEARCHED}
