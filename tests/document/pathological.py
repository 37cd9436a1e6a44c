"""Inputs on which Markdown parsers are known to take long, made to any size.

After `test/pathological_tests.py` of cmark and cmark-gfm, `test/pathological.js` of markdown-it,
and what was measured for this reader: unclosed brackets, emphasis that may close anything, runs of
backticks, HTML that never ends, references to references, nests of containers, wide tables.
"""

from collections.abc import Callable

Make = Callable[[int], str]
"""Makes a text of about so many characters."""

WORD = "lastword"


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


def _numbered(form: str, end: str = "") -> Make:
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


def _nested_list(size: int) -> str:
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


def _table(columns: int) -> Make:
    """Make a table of one wide row above many that are filled up to it."""
    head = "a|" * columns + "\n" + "-|" * columns + "\n"
    return lambda size: head + "b\n" * ((size - len(head)) // 2)


PATTERNS: dict[str, Make] = {
    "brackets": _repeat("["),
    "closing brackets": _repeat("]"),
    "nested brackets": _around("[", "a", "]"),
    "bracket pairs": _repeat("[]"),
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
    "openers of two kinds": _repeat("*a_ "),
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
    "character data": _repeat("<![CDATA["),
    "character data inline": _behind("a ", "<![CDATA["),
    "comments": _repeat("<!--"),
    "comments inline": _behind("a ", "<!-- "),
    "almost comments": _behind("a ", "<!--->--"),
    "instructions": _repeat("<?"),
    "instructions inline": _behind("a ", "<?"),
    "declarations": _repeat("<!A "),
    "declarations inline": _behind("a ", "<!A "),
    "open tags": _behind("a ", "<a b='"),
    "tags with attributes": _behind("a ", "<a b=c "),
    "open autolinks": _repeat("<http:a"),
    "less than": _repeat("<"),
    "less than and a mark": _repeat("a <>"),
    "entities": _repeat("&amp"),
    "entities and an end": _repeat("&amp;"),
    "unknown entities": _repeat("&xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;"),
    "numbers of characters": _repeat("&#"),
    "backslashes": _repeat("\\"),
    "escaped line feeds": _repeat("a\\\n"),
    "hard breaks": _repeat("a  \n"),
    "rules": _repeat("- ", "-"),
    "rules that are none": _repeat("- - - -a\n"),
    "stars for rules": _repeat("* ", "a"),
    "quotes in one line": _repeat("> "),
    "quotes without spaces": _repeat(">"),
    "lazy quotes": lambda size: "> " * 100 + "a\n" * (size // 2),
    "quotes in a column": _repeat("> a\n"),
    "nested list": _nested_list,
    "bullets in one line": _repeat("- ", "a"),
    "numbers in one line": _repeat("1. ", "a"),
    "bullets and tabs": _repeat("-\t"),
    "empty bullets": _repeat("-\n"),
    "bullets and blank lines": _repeat("- a\n\n"),
    "mixed markers": _repeat("> - 1. "),
    "markers that change": _repeat("- a\n+ b\n* c\n"),
    "task lists": _repeat("- [ ] "),
    "tasks": _repeat("- [x] a\n"),
    "wide table": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
    "filled table": _table(90),
    "widely filled table": _table(2_000),
    "rows without a table": _repeat("|a|b\n"),
    "delimiters": _repeat("|-"),
    "delimiter rows": _repeat("a|\n-|\n"),
    "escaped pipes": _behind("a|b\n-|-\n", "\\|"),
    "carriage returns": _repeat("a\r"),
    "blank lines": _repeat("\n"),
    "blank lines and spaces": _repeat(" \n"),
    "spaces": _behind("a", " ", "b"),
    "tabs": _repeat("\t"),
    "hashes": _repeat("#"),
    "empty headings": _repeat("#\n"),
    "headings": _repeat("# a\n"),
    "closing hashes": _behind("# a ", "# "),
    "underline far below": _repeat("a b c\n", "===\n"),
    "underlines": _repeat("a\n=\n"),
    "stroke after definitions": _repeat("[a]: /b\n", "===\n"),
    "definitions": _numbered("[a{}]: /b\n"),
    "definitions of one label": _repeat("[a]: /b\n", "\n[a] c\n"),
    "broken definitions": _repeat("[a]: <b\n"),
    "definitions without an address": _repeat("[a]:\n"),
    "open definitions": _repeat("[a\n"),
    "open titles": _repeat("[a]: /b '\n"),
    "definitions in use": _definitions("[a{}]: /b\n", "[a1] [a999][] [b][a5] "),
    "references that lead on": _numbered("[a{0}]: [a{0}][b] "),
    "footnotes": _numbered("[^a{}]: b\n\n"),
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
    "www and pipes": _repeat("|www."),
    "www and carets": _repeat("www.^"),
    "schemes": _repeat("http://"),
    "addresses": _repeat("https://a.b/c_(d) "),
    "an address of brackets": _behind("https://a.b/", "("),
    "an address that ends badly": _behind("https://a.b/c", ")", " d"),
    "mail": _repeat("a@b."),
    "one word": _repeat("a"),
    "a letter a line": _repeat("a\n"),
    "wide letters": _repeat("好"),
    "marks": _behind("a", "\u0301"),
    "zero width": _behind("a", "\u200d"),
    "nulls": _repeat("\0"),
    "quotation marks": _repeat("\"a' "),
    "brackets in 2 kB": _split("["),
    "links in 2 kB": _split("[a]("),
    "stars in 2 kB": _split("*a_ "),
    "www in 2 kB": _split("$www."),
    "references in 2 kB": _split("[a][b][c]"),
    "strong links in 2 kB": _split("**x [a*b**c*](d)"),
    "comments in 2 kB": _split("a <!-- "),
    "quotes in 2 kB": _split("> "),
    "bullets in 2 kB": _split("- "),
}  # fmt: skip
