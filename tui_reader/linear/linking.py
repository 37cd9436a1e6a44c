"""Links in linear mode: listed with their numbers, followed, queued, explained.

What following one means is decided as in the app, by `opening`.
"""

import os
import subprocess
from pathlib import Path

from tui_reader.addresses import warnings_of
from tui_reader.browsing import find_browser
from tui_reader.document.model import Footnote
from tui_reader.document.source import shown
from tui_reader.errors import NoSuchPlace
from tui_reader.launching import ended, launch, not_started
from tui_reader.linear.reader import Reader
from tui_reader.linear.stops import stop_at_line
from tui_reader.link_marks import address_of
from tui_reader.opening import Decision, Jump, OpenAddress, OpenDocument, Refuse, decide
from tui_reader.state.links import LinkState

_NO_TERMINALS = (None, "", "dumb")
_YES = ("y", "yes")


class Linking:
    """Does what can be done with links for a reader.

    Attributes:
        later: What browsers that were started have failed with since; to be told.
    """

    def __init__(self, reader: Reader, browser: str) -> None:
        """Take the reader, and the command that opens addresses, empty for none."""
        self._reader = reader
        self._console = reader.console
        self._browser = browser
        self.later: list[str] = []

    def follow(self, number: str) -> None:
        """Open a link by its number."""
        if (link := self._link(number)) is None:
            return
        href, text = link
        match decision := self._decide(href):
            case Jump():
                self._jump(decision.fragment)
            case OpenDocument():
                self._open_path(decision)
            case OpenAddress():
                self._open_address(decision.url, text)
            case Refuse():
                self._console.say(f"Not opened: {decision.reason} ({decision.address}).")

    def show(self) -> None:
        """List the links of what was printed, each with where it goes."""
        links = self._reader.text.typesetter.links.links
        if not links:
            self._console.say("There are no links in this section.")
            return
        states = self._reader.memory.states()
        self._reader.list(
            f"{number}. {text}: {self._target(link.href)}{_known(states, link.href)}"
            for number, (link, text) in links.items()
        )

    def peek(self, number: str) -> None:
        """Say where a link goes, all of it, and what to know before it is opened."""
        if (link := self._link(number)) is None:
            return
        href, text = link
        lines = [f"Link {int(number)}: {text}"]
        match decision := self._decide(href):
            case Jump():
                lines.append(f"A place in this document: {href}")
            case OpenDocument():
                where = "outside the folder that is open" if decision.is_outside else "here"
                lines.append(f"A document {where}: {shown(decision.path)}")
            case OpenAddress():
                lines.append(decision.url)
                lines += [f"Beware: {each}." for each in warnings_of(decision.url, text)]
            case Refuse():
                lines += [href, f"It is not opened: {decision.reason}."]
        self._console.say(*lines)

    def queue(self, number: str) -> None:
        """Put a link into the queue, or take it out."""
        if (link := self._link(number)) is None:
            return
        decision = self._decide(link[0])
        if not isinstance(decision, OpenAddress):
            self._console.say("Only addresses of the web and of mail are queued.")
            return
        state = self._reader.memory.states().get(decision.url)
        if state is not None and state.queued_at is not None:
            self._reader.memory.unqueue(decision.url)
            self._console.say(f"Taken out of the queue: {decision.url}")
        elif self._queue(decision.url, link[1]):
            self._console.say(f"Queued: {decision.url}")

    def _link(self, number: str) -> tuple[str, str] | None:
        """Return address and text of a link, None where there is none of that number."""
        is_number = number.isdecimal() and len(number) < 10
        link = self._reader.text.typesetter.link(int(number)) if is_number else None
        if link is None:
            said = f"There is no link {number}." if number else "Which one?"
            self._console.say(f"{said} l lists the links of this section with their numbers.")
        return link

    def _decide(self, href: str) -> Decision:
        return decide(href, self._reader.text.document.path, self._reader.library.root)

    def _target(self, href: str) -> str:
        """Return where a link goes, in as few words as will do."""
        decision = self._decide(href)
        match decision:
            case Jump():
                return "a note" if decision.fragment.startswith("footnote-") else "here"
            case OpenDocument():
                return f"document {decision.path.name}"
            case OpenAddress():
                return decision.url
            case Refuse():
                return f"not opened, {decision.reason}"

    def _jump(self, fragment: str) -> None:
        document = self._reader.text.document
        try:
            line = document.line_of_fragment(fragment)
        except NoSuchPlace as error:
            self._console.say(str(error))
            return
        stop = stop_at_line(document, line)
        blocks = document.blocks(stop.chunk) if document.chunks else ()
        if fragment.startswith("footnote-") and stop.block < len(blocks):
            block = blocks[stop.block]
            if isinstance(block, Footnote) and block.line == line:
                # A note is read where it is called for, and reading goes on there.
                rows = self._reader.text.typesetter.aside(block, stop)
                self._console.put(row.text for row in rows)
                return
        self._reader.leave()
        self._reader.show_stop(stop)

    def _open_path(self, target: OpenDocument) -> None:
        if target.is_outside:
            path = shown(target.path)
            question = f"{path} lies outside the folder that is open. Read it? (y or n)"
            answer = self._console.ask(question) or ""
            if answer.strip().casefold() not in _YES:
                self._console.say("Not opened.")
                return
        visit = self._reader.present()
        if not self._reader.open(self._reader.join(Path(target.path))):
            return
        self._reader.history.leave(visit)
        line: int | None = None
        try:
            if target.fragment:
                line = self._reader.text.document.line_of_fragment(target.fragment)
        except NoSuchPlace as error:
            self._console.say(str(error))
        if line is None:
            self._reader.show_left()
        else:
            self._reader.show_stop(stop_at_line(self._reader.text.document, line))

    def _open_address(self, url: str, title: str) -> None:
        """Open an address in the browser; where there is none, print all of it and queue it."""
        browser = find_browser(os.environ, self._browser)
        problem = ""
        if browser is not None and browser.is_console:
            if not self._can_lend_terminal():
                browser = None
            else:
                problem = _run(browser.arguments(url))
        elif browser is not None:
            problem = launch(browser, url, self.later.append)
        if browser is None:
            self._console.say("There is no browser here. The address is:", url)
            if self._queue(url, title):
                self._console.say("It is queued; alignread queue prints the queue.")
        elif problem:
            self._console.say(f"Not opened: {problem}. The address is:", url)
        else:
            self._reader.memory.mark_opened(url)
            self._console.say(f"Opened {url}")

    def _can_lend_terminal(self) -> bool:
        """Whether a browser that draws on the terminal can have it."""
        return self._console.is_interactive and os.environ.get("TERM") not in _NO_TERMINALS

    def _queue(self, url: str, title: str) -> bool:
        document = str(self._reader.text.document.path or "")
        return self._reader.memory.queue(url, title, document)


def _known(states: dict[str, LinkState], href: str) -> str:
    """Return what is remembered of an address, in words."""
    state = states.get(address_of(href))
    if state is None:
        return ""
    known = [state.state] if state.state != "new" else []
    known += ["queued"] if state.queued_at is not None else []
    return f" ({', '.join(known)})" if known else ""


def _run(words: list[str]) -> str:
    """Give the terminal to a console browser until it ends; return what went wrong."""
    try:
        return ended(words[0], subprocess.run(words, check=False).returncode)
    except OSError as error:
        return not_started(words[0], error)
