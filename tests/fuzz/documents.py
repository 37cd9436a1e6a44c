"""Documents to read at random: pieces of real ones, of generated and of hostile ones, mutated."""

from collections.abc import Callable
from functools import cache
from random import Random

from tests.journeys import hostile
from tests.samples import ROOT, sample_texts

_MOST = 60_000
"""Bytes of a document, but for one in twenty."""
_MOST_OF_ALL = 600_000

_TOKENS = (
    "\n", "\n\n", "\r\n", "\r", "\t", "    ", "> ", ">", "- ", "* ", "1. ", "10) ", "- [x] ",
    "# ", "###### ", "===\n", "---\n", "```\n", "````python\n", "~~~", "|", "|---|---|\n",
    "|:-:|", "*", "**", "_", "~~", "`", "``", "[", "]", "](", "[a](b)", "[^1]", "[^1]: ",
    "[r]: /u\n", "[r]", "![", "<", ">", "<b>", "</b>", "<div>", "</div>", "<!--", "-->", "<pre>",
    "<script>", "<?", "&", "&amp;", "&#27;", "&#x202e;", "&#0;", "\\", "\\\n", "  \n",
    "http://a.b/", "www.", "$www.", "@", "https://x.y/%1b%5d", "mailto:a@b.c",
    "---\ntitle: x\n---\n", "\ufeff", "\x00", "\x1b", "\x1b[2J", "\x1b]52;c;UFdO\x07", "\x9b2J",
    "\x7f", "\x0c", "\x0b", "\u2028", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u202e",
    "\u2066", "\u0301", "\u0951", "\u20e3", "\ufe0f", "\U0001f468\u200d", "\U0001f1e9",
    "\U0001f600", "\u6f22\u5b57", "\uff08", "\u0627\u0644", "\U000e0041", "\u1160", "\ud800",
    "[/]", "[@click=app.quit]x[/]", "{", "}", ":", "::", "corrigibility", "AI", "Section",
)  # fmt: skip


_GLOSSARY = b"# Glossary\n\n## AI\n\nWords.\n\n## corrigibility\n\nMore words.\n"


def _repeated(part: str, most: int = 3000) -> Callable[[Random], str]:
    return lambda random: part * int(most ** random.random())


def _nested(marker: str) -> Callable[[Random], str]:
    """Return what makes a line nested by a marker, or lines each deeper than the one before."""

    def make(random: Random) -> str:
        depth = int(400 ** random.random())
        if random.random() < 0.5:
            return f"{marker * depth}deep"
        return "\n".join(f"{' ' * (len(marker) * n)}{marker}item {n}" for n in range(depth))

    return make


def _table(random: Random) -> str:
    columns, rows = int(300 ** random.random()), int(60 ** random.random())
    cell = random.choice(("", "x", "some words", "漢字", "w" * 300, "[a](http://b)"))
    line = f"|{f' {cell} |' * columns}\n"
    return f"{line}|{'---|' * columns}\n{line * rows}"


def _book(random: Random) -> str:
    """Return sections of words, with links."""
    parts: list[str] = []
    for section in range(random.randint(1, 40)):
        parts.append(f"{'#' * random.randint(1, 6)} Section {section}")
        for _ in range(random.randint(0, 4)):
            words = [f"word{random.randint(0, 99)}" for _ in range(random.randint(1, 60))]
            words.insert(0, f"[link](https://x.y/{section}) [there](#section-{section - 1})")
            parts.append(" ".join(words))
    return "\n\n".join(parts)


def _noise(random: Random) -> str:
    return "".join(random.choice(_TOKENS) for _ in range(random.randint(1, 400)))


_MAKERS: tuple[Callable[[Random], str], ...] = (
    _book, _book, _noise, _noise, _table,
    *map(_nested, ("- ", "> ", "1. ", "> - ", "* 1. ", "\t- ")),
    *map(_repeated, ("[", "[a](", "*a_ ", "`", "<b>", "![", "$www.", "&#x", "\\", "x", "a b ")),
    *map(_repeated, ("\u0301", "\u200d", "[r]: /u\n", "# h\n", "| a ", "<!-- ", "é\u0951", "~")),
    *map(_repeated, ("- a\n\n", "[^1]", "1. a\n", "```\n", "<div>\n", "漢", "http://a.b ")),
    *map(_repeated, ("\ud800 ", "| - ", "\n", "-\n", "> \n", "* * ", "&amp;", "<?")),
)  # fmt: skip


@cache
def _seeds() -> tuple[str, ...]:
    """Return what lies in the repository: samples, the specification's examples, the library."""
    found = [text for _, text in sample_texts()]
    found += [path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
    return (*found, hostile.text())


def make_documents(random: Random) -> dict[str, bytes]:
    """Return one to three documents by name; now and then one with a hostile name."""
    names = ["a.md", "b.md", f"h{random.choice(_TOKENS[-40:])}.md".replace("/", "")]
    names = [name for name in names if "\0" not in name and name.isprintable()] or ["a.md"]
    documents = {name: _document(random) for name in names[: random.choice((1, 1, 2, 3))]}
    if len(documents) > 1 and random.random() < 0.3:
        documents["glossary.md"] = _GLOSSARY
    return documents


def _document(random: Random) -> bytes:
    parts: list[str] = []
    for _ in range(random.choice((1, 2, 3, 8))):
        if random.random() < 0.5:
            seed = random.choice(_seeds())
            start = random.randrange(max(1, len(seed)))
            parts.append(seed[start : start + int(20_000 ** random.random())])
        else:
            parts.append(random.choice(_MAKERS)(random))
    text = random.choice(("\n\n", "\n", "")).join(parts)
    data = mutate(random, text.encode("utf-8", "surrogatepass"), random.choice((0, 2, 6, 20)))
    return data[: _MOST if random.random() < 0.95 else _MOST_OF_ALL]


def mutate(random: Random, data: bytes, times: int) -> bytes:
    """Change some bytes: cut, copied, repeated, moved, put in; whole lines nested."""
    for _ in range(times):
        start = random.randrange(len(data) + 1)
        end = min(len(data), start + int(2000 ** random.random()))
        part = data[start:end]
        match random.randrange(8):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:end] + part * random.randint(1, 9) + data[end:]
            case 2:
                place = random.randrange(len(data) + 1)
                data = data[:place] + part + data[place:]
            case 3 | 4:
                token = random.choice(_TOKENS).encode("utf-8", "surrogatepass")
                data = data[:start] + token * random.choice((1, 1, 3, 40)) + data[start:]
            case 5:
                noise = random.randbytes(random.choice((1, 2, 9)))
                data = data[:start] + noise + data[start:]
            case 6:
                prefix = random.choice((b"> ", b"- ", b"    ", b"1. ", b"\t", b"| "))
                data = data[:start] + part.replace(b"\n", b"\n" + prefix) + data[end:]
            case _:
                data = data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n")))
        data = data[:_MOST_OF_ALL]
    return data
