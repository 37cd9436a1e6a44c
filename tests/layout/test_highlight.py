"""`highlight`: roles for code in a named language, and never another text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.layout.highlight import MAX_CHARACTERS, MAX_LINE_CHARACTERS, highlight
from tui_reader.layout.lines import Role

CODE = ("def f(x: int) -> str:  # why", '    return "a" + str(42)', "", "class C: pass")


def texts_of(lines: tuple[str, ...], language: str) -> list[str]:
    """Return the text of each highlighted line."""
    return ["".join(run.text for run in runs) for runs in highlight(lines, language)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("def", Role.SYNTAX_KEYWORD),
        ("f", Role.SYNTAX_NAME),
        ("# why", Role.SYNTAX_COMMENT),
        ("42", Role.SYNTAX_NUMBER),
        ("C", Role.SYNTAX_NAME),
        ("x", Role.TEXT),
    ],
)
def test_a_named_language_gives_roles(text: str, role: Role) -> None:
    """Each part of the code has the role that it plays."""
    roles = {run.text: run.role for runs in highlight(CODE, "python") for run in runs}
    assert roles[text] == role | Role.CODE_BLOCK


@pytest.mark.parametrize("language", ["", "text", "no-such-language", "../etc", "\x1b", "{.rust}"])
def test_code_of_no_known_language_is_plain(language: str) -> None:
    """A language is never guessed."""
    assert {run.role for runs in highlight(CODE, language) for run in runs} == {Role.CODE_BLOCK}
    assert texts_of(CODE, language) == list(CODE)


@pytest.mark.parametrize(
    "lines",
    [
        ("x = 1",) * (MAX_CHARACTERS // 5 + 1),
        ("x = 1", "y" * (MAX_LINE_CHARACTERS + 1)),
    ],
    ids=["much", "long line"],
)
def test_too_much_code_is_plain(lines: tuple[str, ...]) -> None:
    """What would take long to colour is shown at once without."""
    assert {run.role for runs in highlight(lines, "python") for run in runs} == {Role.CODE_BLOCK}


LANGUAGES = [
    "python",
    "rust",
    "html",
    "json",
    "bash",
    "diff",
    "console",
    "md",
    "yaml",
    "c",
    "pycon",
]
code_lines = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30)


@given(st.lists(code_lines, max_size=8), st.sampled_from(LANGUAGES))
def test_the_text_is_never_changed(lines: list[str], language: str) -> None:
    """Whatever the lexer makes of it, line by line the code is the code."""
    assert texts_of(tuple(lines), language) == lines


def test_no_code_at_all() -> None:
    """An empty block is one empty line, or none."""
    assert highlight((), "python") == []
    assert texts_of(("",), "python") == [""]
