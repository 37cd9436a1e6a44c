"""Hypothesis strategy: Markdown of every kind, nested to 400 levels, whose words are known.

A word that is to be shown begins with `q` and is there once. What CommonMark says is not shown
begins with `z`: addresses and titles of links, reference definitions, tags, comments, declarations
and instructions of HTML, the info string of a fence, labels of footnotes, front matter.
"""

from collections.abc import Callable, Sequence
from itertools import count

from hypothesis import strategies as st

Lines = list[str]

_FORMS = (
    "{}",
    "{}",
    "{} and {}",
    "*{}*",
    "**{}**",
    "***{} _{}_***",
    "~~{}~~",
    "`{}`",
    "`` {} ` {} ``",
    "[{}](/zaddress 'ztitle')",
    "[{} *{}*](<zaddress>)",
    "[{}][zlabel]",
    "[{}]",
    "![{}](zpicture.png)",
    "[![{}](zpicture.png)](/zaddress)",
    "<b>{}</b>",
    "<kbd>{}</kbd>",
    "<sup>{}</sup>",
    "<a href='zaddress'>{}</a>",
    "<img alt='{}' src=zpicture>",
    "{}<!-- zcomment -->",
    "{}<?zinstruction?>",
    "<{}@zhost.org>",
    "<https://zhost.org/{}>",
    "https://zhost.org/{}",
    "www.zhost.org/{}.",
    "&amp;{}&copy;&zentity;",
    "{}[^znote]",
    "\\*{}\\[{}",
    "{}\\",
    "{}  ",
    "**{}",
    "_{}",
    "`{}",
    "[{}",
    "![{}",
    "]{}]",
    "~{}",
    "#{}",
    "1.{}",
    "\t{}\t{}",
    "\x1b[31m{}\x1b]0;{}\x07",
    "\u202e{}\u2066",
    "{}\x00\x9b\x7f",
    "{}\u200b\u0301",
    "{} \u2028 {}",
    "$www.^{}",
    "\u00a0{}\u3000",
)


class _Words:
    """Makes words that are like no other, and knows them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._numbers = count()

    def make(self) -> str:
        """Return a new word, in letters only and none a part of another."""
        number, letters = next(self._numbers), ""
        for _ in range(4):
            number, digit = divmod(number, 25)
            letters += "abcdefghijklmnoprstuvwxyz"[digit]
        self.made.append(f"q{letters}")
        return self.made[-1]

    def fill(self, form: str) -> str:
        """Return a form with a word in each of its gaps."""
        return form.format(*(self.make() for _ in range(form.count("{}"))))


Leaf = Callable[[_Words, Sequence[str]], Lines]


def _inline(words: _Words, forms: Sequence[str]) -> str:
    return " ".join((words.make(), *map(words.fill, forms)))


def _paragraph(words: _Words, forms: Sequence[str]) -> Lines:
    half = len(forms) // 2
    return [_inline(words, forms[:half]), _inline(words, forms[half:])]


def _setext(words: _Words, forms: Sequence[str]) -> Lines:
    return [_inline(words, forms).rstrip("\\ "), "==="]


def _fence(words: _Words, forms: Sequence[str]) -> Lines:
    return ["```zlanguage", f"<{words.make()}>", f"    {words.make()}", "", words.make(), "```"]


def _table(words: _Words, forms: Sequence[str]) -> Lines:
    cells = [_inline(words, (form,)).replace("\\", "") for form in forms] or [words.make()]
    row = f"| {' | '.join(cells)} |"
    short = f"| {words.make()} |"
    return [row, "|" + " --- |" * len(cells), short, words.make()]


_LEAVES: tuple[Leaf, ...] = (
    _paragraph,
    _paragraph,
    _setext,
    _fence,
    _table,
    lambda words, forms: [f"## {_inline(words, forms)} ##"],
    lambda words, forms: [f"    {words.make()}", "", f"\t{words.make()}"],
    lambda words, forms: ["* * *", _inline(words, forms)],
    lambda words, forms: ["<div zattribute>", words.make(), "</div>"],
    lambda words, forms: ["<pre>", f"{words.make()} &lt;", "", words.make(), "</pre>"],
    lambda words, forms: ["<!-- zcomment", "", "zcomment -->", "", words.make()],
    lambda words, forms: ["<?zinstruction", "?>", "", words.make()],
    lambda words, forms: ["[zlabel]: /zaddress 'ztitle'", "", f"[{words.make()}][zlabel]"],
    lambda words, forms: [words.make(), f"[{words.make()}]: /{words.make()}"],
    lambda words, forms: ["[^znote]:", f"    {words.make()}"],
    lambda words, forms: [f"- [x] {words.make()}", f"- [ ] {words.make()}", "-", "- zempty"],
)
_MARKERS = ("> ", "- ", "* ", "+ ", "1. ", "7) ", "-   ")


def _prefixes(markers: Sequence[str], above: int) -> tuple[str, str]:
    """Return what a block's first line begins with, and what the others do.

    Args:
        markers: The containers it is in.
        above: How many of them are open already.
    """
    rest = "".join(marker if marker[0] == ">" else " " * len(marker) for marker in markers)
    kept = sum(map(len, markers[:above]))
    return rest[:kept] + "".join(markers[above:]), rest


@st.composite
def _nest(draw: st.DrawFn, words: _Words, most: int) -> Lines:
    """Draw a nest of containers with blocks at some of their levels."""
    depth = draw(st.integers(0, 8) | st.integers(0, most))
    kinds = draw(st.lists(st.sampled_from(_MARKERS), min_size=1, max_size=3))
    markers = [kinds[level % len(kinds)] for level in range(depth)]
    levels = sorted(draw(st.lists(st.integers(0, depth), min_size=1, max_size=4)))
    lines: Lines = []
    above = 0
    for level in levels:
        leaf = draw(st.sampled_from(_LEAVES))
        forms = draw(st.lists(st.sampled_from(_FORMS), max_size=4))
        first, rest = _prefixes(markers[:level], above)
        block = leaf(words, forms)
        lines += [(rest if place else first) + line for place, line in enumerate(block)]
        if leaf is _paragraph and draw(st.booleans()):
            lines.append(words.make())
        lines.append("" if draw(st.booleans()) else rest.rstrip())
        above = level
    return lines


@st.composite
def nested_documents(draw: st.DrawFn, most: int = 400) -> tuple[str, list[str]]:
    """Draw a text and the words that are to be shown of it.

    Args:
        draw: What draws.
        most: How deep containers are nested.
    """
    words = _Words()
    lines = ["---", "zkey: zvalue", "---"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, 4))):
        lines += ["", *draw(_nest(words, most)), ""]
    end = draw(st.sampled_from(("", "", "<!-- zopen", "```zlanguage", "[zlabel]:", "<div")))
    return "\n".join((*lines, end)), words.made
