"""Small inputs that once took seconds, or lost text: each opens, shows its words and ends."""

import pytest

from tests.samples import open_text, plain
from tui_reader.document.links import document_links

INPUTS = {
    "definitions before rules": ("[a]: /u\n" + "-\n" * 5000 + "\nlast", "last"),
    "tabs and bullets": (
        "\n".join("\t" * (20 * n) + "- " * 40 + f"w{n}" for n in range(9)), "w8",
    ),
    "long attribute": ("x <img " + "a" * 20_000 + "> last", "last"),
    "long end of an address": ("www." + "!" * 20_000 + "x last", "last"),
    "brackets behind an address": ("www.x" + ")" * 20_000 + " last", "last"),
    "open tags": ("<b>x" * 5900 + " last", "last"),
    "broken definitions": ("[a]: <]:\n" * 3000 + "\n[a] last\n", "last"),
    "spaces in a heading": ("# a" + " " * 20_000 + "last", "last"),
    "spaces below a table": ("a|b\n--" + " " * 2_000 + "last", "last"),
    "code that lexers choke on": ("```java\n" + ("a " * 1000 + "\n") * 11 + "last\n```", "last"),
    "less and greater in pre": ("<pre>\nif a < b and c > d\n</pre>", "if a < b and c > d"),
    "text behind a long comment": ("<!--\n" + "x\n" * 300 + "--> last", "last"),
}  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", INPUTS)
def test_it_is_shown(name: str) -> None:
    """The last word of the input is on the page."""
    text, word = INPUTS[name]
    assert word in plain(text, 72)


@pytest.mark.timeout(30)
def test_a_paragraph_of_links_is_listed() -> None:
    """Thousands of links in one paragraph have their sentences."""
    links = list(document_links(open_text("[a](b). " * 2900)))
    assert len(links) == 2900
    assert all(len(link.sentence) <= 240 for link in links)
