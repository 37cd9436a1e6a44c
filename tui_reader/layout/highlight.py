"""Roles for the tokens of code, by Pygments, for a language that is named.

A language is never guessed, and what is too long to colour at once stays as it is.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_reader.layout.lines import Role, Run

if TYPE_CHECKING:
    from pygments.lexer import Lexer

MAX_CHARACTERS = 16 * 1024
MAX_LINE_CHARACTERS = 400

_PLAIN = frozenset(("", "text", "txt", "plain", "none", "console-output"))


def highlight(lines: Sequence[str], language: str) -> list[tuple[Run, ...]]:
    """Return the runs of each line of code; one plain run a line where it can't be coloured."""
    plain = [(Run(line, Role.CODE_BLOCK),) if line else () for line in lines]
    if (
        language in _PLAIN
        or sum(map(len, lines)) > MAX_CHARACTERS
        or any(len(line) > MAX_LINE_CHARACTERS for line in lines)
    ):
        return plain
    coloured = _tokenize("\n".join(lines), language)
    # Some lexers drop text: that of console sessions what stands before the first prompt.
    texts = ["".join(run.text for run in runs) for runs in coloured]
    return coloured if texts == list(lines) else plain


def _tokenize(code: str, language: str) -> list[tuple[Run, ...]]:
    # Pygments leaves the options of a lexer without types.
    from pygments.lexers import get_lexer_by_name  # pyright: ignore[reportUnknownVariableType]
    from pygments.util import ClassNotFound

    try:
        lexer: Lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return []
    rows: list[list[Run]] = [[]]
    for kind, text in lexer.get_tokens(code):
        role = _role(kind) | Role.CODE_BLOCK
        for index, part in enumerate(text.split("\n")):
            if index:
                rows.append([])
            if part:
                rows[-1].append(Run(part, role))
    return [tuple(row) for row in rows]


def _role(kind: Sequence[str]) -> Role:
    """Return the role of a Pygments token type, which is a tuple of names."""
    first, second = [*kind, "", ""][:2]
    if first == "Literal":
        return Role.SYNTAX_NUMBER if second == "Number" else Role.SYNTAX_STRING
    if first == "Name" and second in ("Function", "Class", "Decorator", "Tag", "Builtin"):
        return Role.SYNTAX_NAME
    return _ROLES.get(first, Role.TEXT)


_ROLES = {"Keyword": Role.SYNTAX_KEYWORD, "Comment": Role.SYNTAX_COMMENT}
