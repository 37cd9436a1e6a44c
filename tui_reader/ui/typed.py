"""What comes from the terminal, made harmless for Textual's parser.

Textual gives every sequence that it doesn't know on as keys, one for each character, takes what is
pasted for sequences too where there is an escape in it, and fails on numbers that are no character.
Here a sequence that nobody knows does nothing, one without an end is dropped, and what is pasted is
text, whatever is in it. Terminals send Alt and a key as Escape and the key; fast fingers and slow
lines do so with two keys. That is two keys here, but where Alt with that key means something.
"""

import re
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._parser import ParseEOF, ParseTimeout, Peek1, Read1, TokenCallback
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

MOST_PASTED = 1_000_000
"""Characters of what is pasted at once that are taken."""
_LONGEST = 30
"""Characters of a sequence. One that is longer is keys for Textual, whatever it is."""
_PAUSE = 2.0
"""Seconds that a sequence may pause, on a bad line."""
_PASTE_PAUSE = 5.0
"""Seconds that a paste may pause; keys are keys again after that, whatever the line has lost."""
_MOUSE = 3
"""Characters after the `M` of a mouse report in the oldest form."""
_ESCAPE = "\x1b"
_INTRODUCERS = frozenset("[O]P^_")
"""What follows Escape in a sequence; with a pause after it, it was a key."""
_UNFINISHED = re.compile(r"[ -?]*")
_KEYS_WITHOUT_END = frozenset(
    key for key in ANSI_SEQUENCES_KEYS if key.startswith("\x1b[") and key[-1] in "$"
)
"""Sequences of rxvt, which end where others go on."""


class TypedParser(XTermParser):
    """Textual's parser, for whatever comes."""

    def __init__(
        self, debug: bool = False, has_use: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Make a parser.

        Args:
            debug: Whether Textual notes down what comes.
            has_use: Whether the app has a use for a key, by its name, that is typed with Alt.
        """
        self._paste: Paste | None = None
        self._tail = ""
        self._has_use = has_use
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the events of what came, a paste as one."""
        if not data:
            yield from super().feed(data)
        while data:
            if self._paste is None:
                whole = self._tail + data
                found = whole.find(BRACKETED_PASTE_START)
                if found < 0:
                    self._tail = whole[-len(BRACKETED_PASTE_START) + 1 :]
                    yield from super().feed(data)
                    return
                end = found + len(BRACKETED_PASTE_START) - len(self._tail)
                yield from super().feed(data[:end])
                self._paste, self._tail, data = Paste(), "", data[end:]
            rest = self._paste.take(data)
            if rest is None:
                return
            data = rest
            yield from self._end_paste(self._paste)

    def tick(self) -> Iterable[Message]:
        """Yield the events of what doesn't go on."""
        yield from super().tick()
        if self._paste is not None and self._paste.has_paused:
            yield from self._end_paste(self._paste)

    def _end_paste(self, paste: "Paste") -> Iterable[Message]:
        self._paste = None
        # Textual has seen an empty one.
        for event in super().feed(BRACKETED_PASTE_END):
            if not isinstance(event, events.Paste):
                yield event
        yield events.Paste(self.pasted(paste.text))

    def pasted(self, text: str) -> str:
        """Return what of a text that came as pasted was."""
        return text

    def parse(self, token_callback: TokenCallback) -> Generator[Read1 | Peek1, str, None]:
        """Hand on to Textual's parser what it knows."""
        known = _Known(lambda: super(TypedParser, self).parse(token_callback), self._is_alt)
        while True:
            try:
                character = yield known.request
            except ParseTimeout:
                known.give_up()
            except ParseEOF as end:
                known.end(end)
                return
            else:
                known.take(character)

    def _is_alt(self, character: str) -> bool:
        """Return whether Escape and a character are one key, which the app has a use for."""
        known = _ESCAPE + character
        keys = list(self._sequence_to_key_events(known))
        keys = keys or list(self._sequence_to_key_events(character, alt=True))
        return any(self._has_use(key.key) for key in keys)


class Paste:
    """What is being pasted."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._pieces: list[str] = []
        self._left = MOST_PASTED
        self._tail = ""
        self._clock = clock
        self._last = clock()

    @property
    def has_paused(self) -> bool:
        """Whether nothing has come for so long that nothing will."""
        return self._clock() - self._last > _PASTE_PAUSE

    @property
    def text(self) -> str:
        """What was pasted, its beginning where it is long; whoever takes it makes it safe."""
        # Textual leaves these out as well.
        return "".join(self._pieces).replace("\0", "")

    def take(self, data: str) -> str | None:
        """Take what comes; return what comes after the end of the paste, None before it."""
        self._last = self._clock()
        data = self._tail + data
        text, end, rest = data.partition(BRACKETED_PASTE_END)
        if not end:
            kept = len(BRACKETED_PASTE_END) - 1
            text, self._tail = text[:-kept], text[-kept:]
        self._pieces.append(text[: self._left])
        self._left -= len(self._pieces[-1])
        return rest if end else None


class _Known:
    """Textual's parser behind a gate: of a control sequence it gets nothing or all of it."""

    def __init__(
        self,
        make: Callable[[], Generator[Read1 | Peek1, str, None]],
        is_alt: Callable[[str], bool],
    ) -> None:
        self._make = make
        self._is_alt = is_alt
        self._begin()

    def _begin(self) -> None:
        """Let Textual's parser begin anew, knowing of nothing."""
        self._inner = self._make()
        self._asked: Read1 | Peek1 = next(self._inner)
        self._body: str | None = None
        self._before = ""
        self._introducer = ""
        """What has come after an Escape, where it may be a key as well."""
        self._is_dropping = False
        self._raw = 0

    @property
    def request(self) -> Read1 | Peek1:
        """What it waits for, and how long."""
        if self._is_dropping or self._body:
            return Read1(_PAUSE)
        return self._asked

    @property
    def _is_ready(self) -> bool:
        """Whether Textual's parser isn't in the middle of anything."""
        return self._asked.timeout is None

    def _send(self, text: str) -> None:
        try:
            for character in text:
                self._asked = self._inner.send(character)
        except (ArithmeticError, LookupError, ValueError):
            # A number is too large for what it means.
            self._begin()

    def _take_apart(self) -> None:
        """Take it that Escape was a key, and so was what came after it."""
        key, self._introducer = self._introducer, ""
        if key:
            self._begin()
            self._send(_ESCAPE)
        self._asked = self._inner.throw(ParseTimeout())
        self._send(key)

    def take(self, character: str) -> None:
        """Take a character."""
        if self._is_dropping:
            if _UNFINISHED.fullmatch(character):
                return
            self._begin()
            if "@" <= character <= "~":
                return
        if self._body is not None:
            self._take_body(character)
            return
        if self._raw:
            self._raw -= 1
            self._send(character)
            if not self._raw and not self._is_ready:
                self._begin()
            return
        if self._introducer and character == _ESCAPE:
            self._take_apart()
        self._introducer = ""
        if self._before == _ESCAPE and not self._is_ready:
            if character in _INTRODUCERS:
                self._introducer = character
                self._body = "" if character == "[" else None
            elif character != _ESCAPE and not self._is_alt(character):
                self._take_apart()
        self._before = character
        self._send(character)

    def _take_body(self, character: str) -> None:
        """Take a character of a control sequence."""
        assert self._body is not None
        if not " " <= character <= "~":
            # It was cut off by something else.
            if self._introducer:
                self._take_apart()
            else:
                self._begin()
            self._body = None
            self._before = ""
            self.take(character)
            return
        self._introducer = ""
        body = self._body = self._body + character
        if len(body) > _LONGEST:
            self._begin()
            self._is_dropping = True
        elif body == "[" or not (character >= "@" or f"\x1b[{body}" in _KEYS_WITHOUT_END):
            return
        else:
            self._body = None
            self._before = ""
            self._send(body)
            if body == "M":
                self._raw = _MOUSE
            elif not self._is_ready:
                # Nobody knows it.
                self._begin()

    def give_up(self) -> None:
        """Take it that nothing follows."""
        if self._is_dropping or self._body:
            self._begin()
            return
        self._body = None
        self._before = ""
        self._raw = 0
        if self._introducer:
            self._take_apart()
        elif not self._is_ready:
            self._asked = self._inner.throw(ParseTimeout())

    def end(self, error: ParseEOF) -> None:
        """Take it that nothing comes any more."""
        with suppress(StopIteration):
            self._inner.throw(error)
