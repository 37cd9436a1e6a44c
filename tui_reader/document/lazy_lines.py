"""Whether text in the first column goes on with a list item or a quote (CommonMark 5.1, "lazy").

It does where a paragraph is open inside, so not below a heading, a fence or an empty item. Mostly
the lines show that; else a parser looks at a short item, so many times a text.
"""

import re

from markdown_it.token import Token

from tui_reader.document.references import block_parser

_REACH = 1024
_MOST_LOOKS = 100
"""A look takes half a millisecond."""
_MAY_END = re.compile(r"[`~<|#\t]|\]:|    |[-=_*]{3}|[-=_*] [-=_*]")
_ENDED = re.compile(
    r"(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))*[ \t]*"
    r"(?:#{1,6}(?:[ \t].*)?|`{3,}[^`]*|~{3,}.*|([-_*])[ \t]*(?:\1[ \t]*){2,})?$"
)
_NOTE = re.compile(r"\[\^[^ \[\]]*\]:[ \t]*")
_LIKE_NOTE = "-   "
"""Of an item that begins so four columns belong to it, as to a footnote."""
_PROBE = "qqq"


class LazyLines:
    """Tells of one text which lines are lazy ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._looks = 0
        self._answer = (-1, -2, False)

    def goes_on(self, start: int, end: int, number: int, previous: str) -> bool:
        """Whether text in the first column would go on with what is open above it.

        Args:
            start: Where the item or quote begins in the source.
            end: Where it ends, and the text stands.
            number: The line of the text.
            previous: The line before it.
        """
        asked_start, asked_number, answer = self._answer
        if asked_start != start or asked_number != number:
            is_next = asked_start == start and asked_number == number - 1
            answer = (is_next and answer) or self._is_open(start, end, previous)
            self._answer = start, number, answer
        return answer

    def _is_open(self, start: int, end: int, previous: str) -> bool:
        """Whether a paragraph is open at the end of a stretch of the source."""
        if _ENDED.match(previous):
            return False
        if end - start > _REACH or self._looks >= _MOST_LOOKS:
            return True
        source = _NOTE.sub(_LIKE_NOTE, self._text[start:end])
        if not _MAY_END.search(source):
            return True
        self._looks += 1
        tokens: list[Token] = []
        parser = block_parser()
        parser.block.parse(source + _PROBE, parser, {}, tokens)
        return next(
            (each.content != _PROBE for each in reversed(tokens) if each.type == "inline"), False
        )
