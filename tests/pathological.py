"""Texts that are hard to parse, to lay out or to move in, of any length.

Those of one kind of block that never ends, of lines that never end, of tables of any shape, of
what is nested, and of what a parser has to look through again and again. The last list is after
`test/pathological_tests.py` of cmark and cmark-gfm, `test/pathological.js` of markdown-it, and
what was measured for this reader.
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


def _repeat(unit: str, end: str = "") -> Make:
    return lambda size: unit * (size // len(unit)) + end


def _around(opening: str, middle: str, closing: str) -> Make:
    return lambda size: (
        opening * (size // len(opening + closing))
        + middle
        + closing * (size // len(opening + closing))
    )


def _behind(head: str, unit: str, end: str = "") -> Make:
    return lambda size: head + unit * (size // len(unit)) + end


def _counted(form: str, end: str = "") -> Make:
    return lambda size: (
        "".join(form.format(n) for n in range(size // len(form.format(99_999)))) + end
    )


def _backticks(size: int) -> str:
    """Return runs of backticks of every length, none of which has its like."""
    parts: list[str] = []
    length = 1
    while size > 0:
        parts.append("e" + "`" * length)
        size -= length + 1
        length += 1
    return "".join(parts)


def _steps(size: int) -> str:
    depth = max(1, int(size**0.5))
    return "".join("  " * level + f"- a{level}\n" for level in range(depth))


def _split(unit: str, length: int = 2000) -> Make:
    """Make paragraphs of 2 kB each of a pattern."""
    piece = unit * (length // len(unit)) + "\n\n"
    return lambda size: piece * (size // len(piece))


def _definitions(form: str, use: str) -> Make:
    """Make half of the size definitions, and half of it uses of them."""

    def make(size: int) -> str:
        count = size // 2 // len(form.format(9999))
        return use * (size // 2 // len(use)) + "\n\n" + "".join(map(form.format, range(count)))

    return make


def _filled(columns: int) -> Make:
    """Make a table of one wide row above many that are filled up to it."""
    head = "a|" * columns + "\n" + "-|" * columns + "\n"
    return lambda size: head + "b\n" * ((size - len(head)) // 2)


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
"""All of them, each of a kind that a reader may meet in a screen."""

PATTERNS: dict[str, Make] = {
    **SEARCHED,
    "bare markers": BLOCKS["bare markers"],
    "empty headings": BLOCKS["empty headings"],
    "entities and an end": LINES["entities"],
    "tabs": LINES["tabs"],
    "quotes in one line": NESTED["quotes of a line"],
    "brackets in 2 kB": _split("["),
    "links in 2 kB": _split("[a]("),
    "stars in 2 kB": _split("*a_ "),
    "www in 2 kB": _split("$www."),
    "strong links in 2 kB": _split("**x [a*b**c*](d)"),
    "quotes in 2 kB": _split("> "),
    "bullets in 2 kB": _split("- "),
    "nested brackets": _around("[", "a", "]"),
    "brackets and a text": _repeat("[a"),
    "images": _repeat("!["),
    "images in brackets": _repeat("![["),
    "empty images": _repeat("![[]()"),
    "nested images": _around("![", "a", "](b)"),
    "links without an end": _repeat("[a](b"),
    "links with an open address": _repeat("[a](<b"),
    "links with an open title": _repeat('[a](b "'),
    "links with brackets": _repeat("[a](("),
    "links in links": _around("[a](", "b", ")"),
    "links with spaces": _behind("[a](b", " "),
    "references in a row": _repeat("[a][b][c]"),
    "references to nothing": _repeat("[a] "),
    "nested references": _around("[a", "x", "][b]"),
    "escaped brackets": _repeat("\\["),
    "brackets and emphasis": _repeat("[a*b_"),
    "openers": _repeat("*a **b ***c "),
    "closers": _repeat("a* a_ "),
    "unlike closers": _repeat("a**b" + "c* "),
    "strong": _around("**x ", "a", " x**"),
    "emphasis": _around("*a ", "b", " c*"),
    "underscores": _repeat("_ __a "),
    "rule of three": _behind("", "a***b**c*"),
    "threes of stars": _repeat("***"),
    "stars of every kind": _repeat("x*_a*_ ~~"),
    "hard references": _repeat("**x [a*b**c*](d)"),
    "strikes": _repeat("~~a~"),
    "tildes": _repeat("a ~~ b ~ "),
    "long run of stars": _repeat("*", " a"),
    "backticks": _backticks,
    "backtick pairs": _repeat("`a``b"),
    "one backtick each": _repeat("\\`a` "),
    "character data inline": _behind("a ", "<![CDATA["),
    "comments": _repeat("<!--"),
    "comments inline": _behind("a ", "<!-- "),
    "almost comments": _behind("a ", "<!--->--"),
    "instructions inline": _behind("a ", "<?"),
    "declarations": _repeat("<!A "),
    "declarations inline": _behind("a ", "<!A "),
    "open tags": _behind("a ", "<a b='"),
    "tags with attributes": _behind("a ", "<a b=c "),
    "open autolinks": _repeat("<http:a"),
    "less than and a mark": _repeat("a <>"),
    "entities": _repeat("&amp"),
    "unknown entities": _repeat("&xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;"),
    "numbers of characters": _repeat("&#"),
    "escaped line feeds": _repeat("a\\\n"),
    "hard breaks": _repeat("a  \n"),
    "rules": _repeat("- ", "-"),
    "rules that are none": _repeat("- - - -a\n"),
    "stars for rules": _repeat("* ", "a"),
    "quotes without spaces": _repeat(">"),
    "lazy quotes": lambda size: "> " * 100 + "a\n" * (size // 2),
    "quotes in a column": _repeat("> a\n"),
    "nested list": _steps,
    "bullets in one line": _repeat("- ", "a"),
    "numbers in one line": _repeat("1. ", "a"),
    "bullets and tabs": _repeat("-\t"),
    "bullets and blank lines": _repeat("- a\n\n"),
    "mixed markers": _repeat("> - 1. "),
    "markers that change": _repeat("- a\n+ b\n* c\n"),
    "task lists": _repeat("- [ ] "),
    "tasks": _repeat("- [x] a\n"),
    "wide table": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
    "filled table": _filled(90),
    "widely filled table": _filled(2_000),
    "rows without a table": _repeat("|a|b\n"),
    "delimiters": _repeat("|-"),
    "delimiter rows": _repeat("a|\n-|\n"),
    "escaped pipes": _behind("a|b\n-|-\n", "\\|"),
    "carriage returns": _repeat("a\r"),
    "blank lines": _repeat("\n"),
    "blank lines and spaces": _repeat(" \n"),
    "spaces": _behind("a", " ", "b"),
    "hashes": _repeat("#"),
    "headings": _repeat("# a\n"),
    "closing hashes": _behind("# a ", "# "),
    "underline far below": _repeat("a b c\n", "===\n"),
    "underlines": _repeat("a\n=\n"),
    "stroke after definitions": _repeat("[a]: /b\n", "===\n"),
    "definitions": _counted("[a{}]: /b\n"),
    "definitions of one label": _repeat("[a]: /b\n", "\n[a] c\n"),
    "broken definitions": _repeat("[a]: <b\n"),
    "definitions without an address": _repeat("[a]:\n"),
    "open definitions": _repeat("[a\n"),
    "open titles": _repeat("[a]: /b '\n"),
    "definitions in use": _definitions("[a{}]: /b\n", "[a1] [a999][] [b][a5] "),
    "references that lead on": _counted("[a{0}]: [a{0}][b] "),
    "footnotes": _counted("[^a{}]: b\n\n"),
    "uses of a footnote": _behind("[^a]: b\n\n", "[^a]"),
    "footnotes in footnotes": _behind("[^a]: b\n\n", "[^a]: [^a]\n    "),
    "open footnotes": _behind("[^a]: b\n\n", "[^"),
    "fences": _repeat("```\n"),
    "open fences": _repeat("~~~a\n"),
    "fence in one line": lambda size: "```\n" + "a" * size + "\n```\n",
    "hidden blocks": _repeat("<div>\n"),
    "scripts": _repeat("<script>\n"),
    "tags in a row": _repeat("<b>"),
    "tags of blocks": _repeat("<p>"),
    "nested tags": _around("<b>", "a", "</b>"),
    "superscripts": _behind("a ", "<sup>1"),
    "www": _repeat("$www."),
    "www and carets": _repeat("www.^"),
    "schemes": _repeat("http://"),
    "addresses": _repeat("https://a.b/c_(d) "),
    "an address of brackets": _behind("https://a.b/", "("),
    "an address that ends badly": _behind("https://a.b/c", ")", " d"),
    "one word": _repeat("a"),
    "a letter a line": _repeat("a\n"),
    "wide letters": _repeat("好"),
    "marks": _behind("a", "\u0301"),
    "zero width": _behind("a", "\u200d"),
    "nulls": _repeat("\0"),
    "quotation marks": _repeat("\"a' "),
    "references in 2 kB": _split("[a][b][c]"),
    "comments in 2 kB": _split("a <!-- "),
}  # fmt: skip
"""What parsers are known to take long over."""
