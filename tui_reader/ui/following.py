"""Following links: what `opening` decided is done here, with the browser, clipboard and store.

It is imported when the first link is followed, not at the start.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.addresses import warnings_of
from tui_reader.browsing import find_browser
from tui_reader.errors import NoSuchPlace
from tui_reader.launching import launch
from tui_reader.layout.spots import LinkSpot
from tui_reader.link_marks import address_of
from tui_reader.opening import Decision, Jump, OpenAddress, OpenDocument, Refuse, decide
from tui_reader.receipt import Receipt
from tui_reader.state.links import (
    LinkState,
    all_states,
    mark_opened,
    mark_read,
    queue,
    queued,
    unqueue,
)
from tui_reader.state.store import Store
from tui_reader.ui.launching import run_in_terminal
from tui_reader.ui.screens.address import AddressScreen
from tui_reader.ui.screens.confirm import ConfirmScreen

if TYPE_CHECKING:
    from tui_reader.ui.reading import ReadingScreen


class Following:
    """Follows links for the reader's screen, and remembers what was done with them.

    Attributes:
        receipt: The addresses of this session.
    """

    def __init__(self, screen: "ReadingScreen") -> None:
        self._screen = screen
        self._states: dict[str, LinkState] = {}
        self.receipt = Receipt()

    def follow(self, spot: LinkSpot) -> None:
        """Follow a link."""
        match decision := self._decide(spot):
            case Jump():
                self._jump(decision.fragment)
            case OpenDocument():
                self._open_path(decision)
            case OpenAddress():
                self.open_address(decision.url, spot.text)
            case Refuse():
                self._screen.say(f"not opened: {decision.reason} ({decision.address})")

    def peek(self, spot: LinkSpot) -> None:
        """Show where a link goes, all of it, with what to know before opening it."""
        notes = [f"Text: {spot.text}"]
        if explanation := self._screen.terms.explanation(spot.text):
            notes.append(explanation)
        if spot.link.title:
            notes.append(f"Title: {spot.link.title}")
        address = spot.link.href
        match decision := self._decide(spot):
            case Jump():
                notes.append("A place in this document.")
            case OpenDocument():
                where = "outside the folder that is open" if decision.is_outside else "here"
                notes.append(f"A document {where}: {decision.path}")
            case OpenAddress():
                address = decision.url
                notes += [f"Beware: {warning}." for warning in warnings_of(address, spot.text)]
            case Refuse():
                notes.append(f"Not opened: {decision.reason}.")
        self._screen.app.push_screen(AddressScreen(address, note="\n".join(notes)))

    def copy(self, spot: LinkSpot) -> None:
        """Copy where a link goes."""
        self.copy_address(address_of(spot.link.href) or spot.link.href)

    def copy_address(self, address: str) -> None:
        """Copy an address by way of the terminal."""
        if self._screen.reader_app.copy_address(address):
            self.receipt.add(address)
            self._screen.say(f"copied {address}")
        else:
            self._screen.say("too long to copy by way of the terminal; K shows the address")

    def queue(self, spot: LinkSpot) -> None:
        """Put where a link goes into the queue."""
        decision = self._decide(spot)
        if not isinstance(decision, OpenAddress):
            self._screen.say("only addresses of the web and of mail are queued")
        else:
            self.toggle_queued(decision.url, spot.text)

    def toggle_queued(self, address: str, title: str) -> None:
        """Put an address into the queue, or take it out."""
        state = self.states().get(address)
        if not address:
            self._screen.say("only addresses of the web and of mail are queued")
        elif state is not None and state.queued_at is not None:
            self._remember(partial(unqueue, address=address), f"taken out of the queue: {address}")
        else:
            self._queue(address, title, f"queued {address}")

    def toggle_spot_read(self, spot: LinkSpot) -> None:
        """Mark where a link goes as read, or as unread."""
        self.toggle_read(address_of(spot.link.href))

    def toggle_read(self, address: str) -> None:
        """Mark an address as read, or as unread."""
        state = self.states().get(address)
        is_read = state is None or state.state != "read"
        if not address:
            self._screen.say("only addresses of the web and of mail can be marked as read")
        else:
            said = f"{'read' if is_read else 'unread'}: {address}"
            self._remember(partial(mark_read, address=address, is_read=is_read), said)

    def queued(self) -> list[LinkState]:
        """Return the queue."""
        return self._screen.memory.ask(queued, [])

    def states(self) -> dict[str, LinkState]:
        """Return what is remembered of all addresses."""
        self._states = self._screen.memory.ask(all_states, self._states)
        return self._states

    def open_address(self, url: str, title: str) -> None:
        """Open an address in the browser; where there is none, copy, show and queue it.

        Args:
            url: A judged address.
            title: The text of the link that leads to it.
        """
        self.receipt.add(url)
        browser = find_browser(os.environ, self._screen.reader_app.settings.browser)
        if browser is None:
            self._hand_over(url, title)
        elif browser.is_console:
            problem = run_in_terminal(self._screen.app, browser.arguments(url))
            self._opened(url, problem, f"back from {url}")
        else:
            problem = launch(browser, url, self._tell_later)
            self._opened(url, problem, f"opened {url}")

    def _decide(self, spot: LinkSpot) -> Decision:
        return decide(spot.link.href, self._screen.document.path, self._screen.library.root)

    def _jump(self, fragment: str) -> None:
        try:
            line = self._screen.document.line_of_fragment(fragment)
        except NoSuchPlace as error:
            self._screen.say(str(error))
            return
        self._screen.leave_place()
        self._screen.go_to_source(line)

    def _open_path(self, target: OpenDocument) -> None:
        if not target.is_outside:
            self._screen.open_target(target)
            return

        def answered(is_wanted: bool | None) -> None:
            if is_wanted:
                self._screen.open_target(target)

        question = f"{target.path} lies outside the folder that is open. Read it?"
        self._screen.app.push_screen(ConfirmScreen(question), answered)

    def _opened(self, url: str, problem: str, done: str) -> None:
        if problem:
            self._screen.say(f"not opened: {problem}")
        else:
            self._remember(partial(mark_opened, address=url), done)

    def _tell_later(self, message: str) -> None:
        if self._screen.app.is_running:
            said = f"{message}; y copies the address"
            self._screen.app.call_from_thread(self._screen.say, said)

    def _hand_over(self, url: str, title: str) -> None:
        """Take an address elsewhere, where no browser can be started."""
        is_copied = self._screen.reader_app.copy_address(url)
        done = "copied and queued" if is_copied else "queued"
        note = f"There is no browser here. The address is {done}."
        self._queue(url, title)
        self._screen.app.push_screen(AddressScreen(url, note=note, has_code=True))

    def _queue(self, url: str, title: str, said: str = "") -> None:
        self.receipt.add(url)
        document = str(self._screen.document.path or "")
        self._remember(partial(queue, address=url, title=title, document=document), said)

    def _remember(self, write: Callable[[Store], None], said: str) -> None:
        """Write into the store, and say that it is done."""

        def done(_: None) -> None:
            self._screen.say(said)
            self._screen.show_link_marks()

        self._screen.memory.write(write, done)
