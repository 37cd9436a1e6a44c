"""The receipt: the addresses of a session, for the normal screen when the reader has gone.

Over SSH it is how an address comes into the browser of the machine one sits at: its terminal can
click what stands there.
"""

from collections.abc import Iterable

from tui_reader.addresses import judge, scheme_of
from tui_reader.document.safe import safe


class Receipt:
    """Collects the addresses that were opened, copied or queued, each once."""

    def __init__(self) -> None:
        self._addresses: dict[str, None] = {}

    def add(self, address: str) -> None:
        """Note an address; one that leads nowhere outside the reader is left out."""
        if scheme_of(address):
            self._addresses.setdefault(address)

    def lines(self, *, hyperlinks: bool) -> Iterable[str]:
        """Yield the addresses in the order of their first use, one a line.

        Args:
            hyperlinks: Whether they are hyperlinks of the terminal's (OSC 8), where they may be.
        """
        for address in self._addresses:
            shown = safe(address)
            judged = judge(address)
            if hyperlinks and not judged.refusal:
                yield f"\x1b]8;;{judged.url}\x1b\\{shown}\x1b]8;;\x1b\\"
            else:
                yield shown
