"""Hypothesis strategies: well-formed Markdown from nested blocks, and soup of line beginnings."""

from collections.abc import Callable

from hypothesis import strategies as st

_LETTERS = "abcdefghijklmnoprstuvwxyzäéßøžдλ"

words = st.text(_LETTERS, min_size=2, max_size=9).map(lambda letters: f"q{letters}")
"""A word of letters only, so that it is never markup, and never an address."""

Lines = list[str]
Block = st.SearchStrategy[Lines]

_INLINE_FORMS = (
    "{}",
    "{}",
    "{}",
    "*{}*",
    "**{}**",
    "***{}***",
    "~~{}~~",
    "`{}`",
    "<b>{}</b>",
    "<kbd>{}</kbd>",
    "[{}](/target)",
    "![{}](picture.png)",
    "&amp;{}&copy;",
    "{}<!-- -->",
    "{}\\",
    "a<!---->{}",
)

inline = st.builds(str.format, st.sampled_from(_INLINE_FORMS), words)
text_line = st.builds(
    lambda first, rest: " ".join((first, *rest)), words, st.lists(inline, max_size=7)
)
cell = st.lists(inline, min_size=0, max_size=4).map(" ".join)


def _fenced(fence: str, language: str, lines: Lines) -> Lines:
    return [fence + language, *lines, fence]


def _setext(lines: Lines, stroke: str) -> Lines:
    return [*(line.rstrip("\\") for line in lines), stroke]


@st.composite
def _table(draw: st.DrawFn) -> Lines:
    columns = draw(st.integers(1, 5))
    marks = st.sampled_from(("---", ":--", "--:", ":-:"))
    row = st.lists(cell, min_size=columns, max_size=columns)
    body = draw(st.lists(row, max_size=5))
    rows = [draw(row), draw(st.lists(marks, min_size=columns, max_size=columns)), *body]
    return ["|" + "|".join(f" {content} " for content in cells) + "|" for cells in rows]


def _prefixed(lines: Lines, first: str, rest: str) -> Lines:
    prefixed = [(rest if index else first) + line for index, line in enumerate(lines)]
    return [line.rstrip(" ") for line in prefixed]


def _item_list(items: list[Lines], marker: str, is_loose: bool) -> Lines:
    lines: Lines = []
    for item in items:
        if lines and is_loose:
            lines.append("")
        lines.extend(_prefixed(item, marker, " " * len(marker)))
    return lines


paragraphs = st.lists(text_line, min_size=1, max_size=4)
headings = st.builds(lambda level, line: ["#" * level + " " + line], st.integers(1, 6), text_line)
_LEAVES: tuple[Block, ...] = (
    paragraphs,
    paragraphs,
    headings,
    st.builds(_setext, paragraphs, st.sampled_from(("===", "---"))),
    st.builds(
        _fenced,
        st.sampled_from(("```", "~~~~")),
        st.sampled_from(("", "python", "nothing")),
        st.lists(text_line, max_size=5),
    ),
    st.lists(text_line, min_size=1, max_size=3).map(lambda lines: _prefixed(lines, *["    "] * 2)),
    _table(),
    st.just(["***"]),
    st.builds(lambda line: ["<div>", line, "</div>"], text_line),
    st.builds(lambda line: [f"- [x] {line}"], text_line),
)


def _joined(blocks: list[Lines]) -> Lines:
    lines: Lines = []
    for block in blocks:
        lines.extend(["", *block] if lines else block)
    return lines


def _nest(children: Block) -> Block:
    inside = st.lists(children, min_size=1, max_size=3).map(_joined)
    items = st.lists(inside, min_size=1, max_size=3)
    markers = st.sampled_from(("- ", "* ", "+ ", "1. ", "7) ", "123. "))
    make_quote: Callable[[Lines], Lines] = lambda lines: _prefixed(lines, "> ", "> ")  # noqa: E731
    return st.one_of(inside.map(make_quote), st.builds(_item_list, items, markers, st.booleans()))


blocks: Block = st.recursive(st.one_of(_LEAVES), _nest, max_leaves=8)

documents = st.lists(blocks, max_size=6).map(_joined).map("\n".join)
"""A Markdown text of blocks nested in any way, all of whose words are to be shown."""

# No item and no quote here opens with anything but a paragraph: whether a line that isn't indented
# goes on with a heading or a fence inside them takes a whole parser, which the scan is not.
_BEGINNINGS = (
    "", "", "", "", "word", "more words", "# h", "## h ##", "#", "#no", "    code",
    "===", "---", "--", "- item", "  - inner", "   text", "\ttext", "    text", "  text",
    "* item", "1. one", "1) one", "2. two", "12345678901. no", "> quote", "> - deep", "10. ten",
    "```", "```py", "~~~", "``` ` no", "***", "_ _ _", "* * *",
    "| a | b |", "|---|---|", "a | b", "--- | ---", ":-:", "| - |", "<div>", "</div>", "<b>",
    "<b>x</b> y", "<!-- c", "-->", "<!-- c -->", "<?php", "?>", "<pre>", "</pre>", "<!X",
    "<![CDATA[",
    "]]>", "<custom-tag>", "[ref]: /url", "[ref]: /url 'title'", "/url", "'title'",
    "[ref]", "  [ref]: /url", "a[ref]", "\\# h", "&nbsp;", "word  ", "word\\", "-\tx",
    "[", "]: x", "\x0c", "\u00a0", "|",
)  # fmt: skip

soup = st.lists(st.sampled_from(_BEGINNINGS), max_size=14).map("\n".join)
"""Lines that begin every kind of block, in any order: what a scan gets wrong shows here."""
