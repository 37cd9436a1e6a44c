"""Links in a real terminal: browsers that record, fail, hang or need the screen, or none."""

import base64
import http.server
import json
import re
import shutil
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.pty.program import PAINTED, Start, body, leave, run
from tests.pty.terminal import Terminal
from tests.samples import ROOT, whole_parse

pytestmark = pytest.mark.slow

URL = "https://example.com/some/page?with=this&and=that#there"
_LEFT = b"\x1b[?1049l"
_FOOTNOTE = re.compile(r"\[\^[\w-]+\](?!:)")
_MARKS = str.maketrans("", "", "°✓+")

Env = dict[str, str | None]


class Recorder:
    """A browser that writes the words it is started with into a file, one JSON line each time."""

    def __init__(self, folder: Path, *then: str) -> None:
        self.path = folder / "browser"
        self._log = folder / "opened"
        self.path.write_text(
            f"#!{sys.executable} -IS\n"
            "import json, os, sys, time\n"
            f"line = json.dumps([os.getpid(), *sys.argv[1:]]) + '\\n'\n"
            f"file = os.open({str(self._log)!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)\n"
            "os.write(file, line.encode())\n" + "\n".join(then)
        )
        self.path.chmod(self.path.stat().st_mode | stat.S_IXUSR)

    @property
    def env(self) -> Env:
        """An environment in which it is the browser, and the code of this tree is run."""
        return environment(BROWSER=str(self.path))

    @property
    def lines(self) -> list[list[str | int]]:
        """Process and words of each start."""
        return [json.loads(line) for line in self._log.read_text().splitlines()] if (
            self._log.exists()
        ) else []  # fmt: skip

    @property
    def words(self) -> list[list[str | int]]:
        """The words of each start."""
        return [line[1:] for line in self.lines]


def environment(**variables: str) -> Env:
    """Return an environment in which the code of this tree is run."""
    return {"PYTHONPATH": str(ROOT), "TMUX": None, "STY": None, **variables}


def document(folder: Path, *addresses: str) -> Path:
    """Write a document with a link to each address, and return its path."""
    path = folder / "links.md"
    links = "\n\n".join(f"A [link {n}](<{href}>) here." for n, href in enumerate(addresses, 1))
    path.write_text(f"# Links\n\n{links}\n", "utf-8")
    return path


def targets(path: Path) -> list[str]:
    """Return where the links of a document lead, in order, `#` for a footnote."""
    text = _FOOTNOTE.sub("[note](#)", path.read_text("utf-8"))
    inlines = (token.children or [] for token in whole_parse(text))
    links = (child for children in inlines for child in children if child.type == "link_open")
    return [str(link.attrGet("href")) for link in links]


def opened(start: Start, path: Path, env: Env, *words: str, keys: str = "\t\r") -> Terminal:
    """Start the reader in a wide terminal and follow the first link."""
    terminal = start(*words, path, env=env, columns=120)
    terminal.until(PAINTED)
    terminal.press(keys[0])
    terminal.until("→ ")
    terminal.press(*keys[1:])
    return terminal


def clipboard(text: str) -> bytes:
    """Return what copies a text in a plain terminal."""
    return b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\x07"


def receipt(terminal: Terminal) -> str:
    """Return what was written to the normal screen after the reader left the other one."""
    return bytes(terminal.log).rpartition(_LEFT)[2].decode()


def test_every_link_of_the_essay_opens(start: Start, seed: Path, tmp_path: Path) -> None:
    """Tab reaches the links one by one, Enter opens each at its exact address, in order."""
    expected = targets(seed)
    assert len(expected) > 30
    recorder = Recorder(tmp_path)
    terminal = start(seed, env=recorder.env, columns=120)
    terminal.until(PAINTED)
    for number, address in enumerate(expected, 1):
        terminal.press("tab")
        terminal.until(lambda url=address: f"→ {url[:50]}" in terminal.lines[-1])
        terminal.press("enter")
        terminal.until(lambda url=address: f"opened {url[:50]}" in terminal.lines[-1])
        terminal.until(lambda count=number: len(recorder.lines) == count)
    assert recorder.words == [[address] for address in expected]
    terminal.press("tab")
    terminal.until("no more links")
    leave(terminal)
    shown = [line for line in receipt(terminal).splitlines() if "://" in line]
    assert len(shown) == len(set(expected))
    assert terminal.process.pid not in [line[0] for line in recorder.lines]


@pytest.mark.parametrize(
    "path",
    [path for path in sorted((ROOT / "content").glob("*.md")) if targets(path)],
    ids=lambda path: path.stem,
)
def test_every_link_of_the_library_is_reached(start: Start, path: Path) -> None:
    """Tab comes by every link of each document that ships, one by one and in order."""
    terminal = start(path, env=environment(), columns=160)
    terminal.until(PAINTED)
    for target in targets(path):
        terminal.press("tab")
        terminal.until(lambda url=target: f"→ {url[:90]}" in terminal.lines[-1])
    terminal.press("tab")
    terminal.until("no more links")
    leave(terminal)


HARMLESS = {
    "https://x.y/it's;touch&z=$(id)": "https://x.y/it's;touch&z=$(id)",
    "https://x.y/a b": "https://x.y/a%20b",
    'https://x.y/"quoted"': "https://x.y/%22quoted%22",
    "https://x.y/`id`$HOME": "https://x.y/%60id%60$HOME",
    "https://x.y/-e?--help": "https://x.y/-e?--help",
    "https://x.y/*?~!#a": "https://x.y/*?~!#a",
    "https://bücher.example/ü": "https://xn--bcher-kva.example/%C3%BC",
    "http://[::1]:8080/x": "http://[::1]:8080/x",
    "mailto:a@b.de?subject=x": "mailto:a@b.de?subject=x",
}


def test_addresses_stay_one_word(start: Start, tmp_path: Path) -> None:
    """Whatever is in an address, the browser gets it as one word, beside its own."""
    recorder = Recorder(tmp_path)
    env = {**recorder.env, "BROWSER": f"'{recorder.path}' --new 'a b' %s --end"}
    terminal = opened(start, document(tmp_path, *HARMLESS), env, keys="\t")
    for number in range(1, len(HARMLESS) + 1):
        terminal.press(str(number), "enter")
        terminal.until(lambda count=number: len(recorder.lines) == count)
    assert recorder.words == [["--new", "a b", url, "--end"] for url in HARMLESS.values()]
    leave(terminal)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ssh://-oProxyCommand=x/", "ssh: links are not opened"),
        ("https://google.com@evil.com/", "evil.com"),
        ("https://x.y/%1b]0;x%07", "control character"),
        ("https://x.y/%0d%0aX", "control character"),
        ("https://x.y/" + "a" * 10_000, "longer than"),
        ("-e", "no such file"),
        ("--help", "no such file"),
    ],
)
def test_refused_addresses_start_nothing(
    start: Start, tmp_path: Path, address: str, reason: str
) -> None:
    """A refusal is told with its reason, and no browser is started."""
    recorder = Recorder(tmp_path)
    terminal = opened(start, document(tmp_path, address), recorder.env)
    terminal.until(lambda: "not opened: " in terminal.lines[-1] and reason in terminal.lines[-1])
    leave(terminal)
    assert recorder.lines == []


def test_a_noisy_browser_leaves_the_screen_alone(start: Start, tmp_path: Path) -> None:
    """What a browser writes reaches no screen, and it is started once and leaves no zombie."""
    noise = "[os.write(n, b'\\x1b[2JNOISE' * 99) for n in (1, 2)]"
    tty = "print(*[os.isatty(n) for n in (0, 1, 2)], file=open(sys.argv[0] + '.tty', 'w'))"
    recorder = Recorder(tmp_path, noise, tty)
    terminal = opened(start, document(tmp_path, URL), recorder.env)
    terminal.until("opened https://example")
    terminal.until(lambda: Path(f"{recorder.path}.tty").exists())
    terminal.until(lambda: not psutil.Process(terminal.process.pid).children())
    terminal.settle()
    assert b"NOISE" not in terminal.log
    assert "link 1" in "\n".join(body(terminal))
    assert Path(f"{recorder.path}.tty").read_text().split() == ["False"] * 3
    leave(terminal)
    assert recorder.words == [[URL]]


@pytest.mark.parametrize(
    ("end", "said"),
    [("sys.exit(1)", "failed with status 1"), ("os.kill(os.getpid(), 9)", "failed with status")],
)
def test_a_failure_is_told(start: Start, tmp_path: Path, end: str, said: str) -> None:
    """A browser that ends with an error is said to have failed."""
    recorder = Recorder(tmp_path, end)
    terminal = opened(start, document(tmp_path, URL), recorder.env)
    terminal.until(said)
    leave(terminal)
    assert recorder.words == [[URL]]


def test_a_browser_that_cannot_be_run_is_told(start: Start, tmp_path: Path) -> None:
    """A program that isn't one is said to be at fault."""
    broken = tmp_path / "broken"
    broken.write_text("#!/no/such/interpreter\n")
    broken.chmod(0o755)
    terminal = opened(start, document(tmp_path, URL), environment(BROWSER=str(broken)))
    terminal.until("not opened: .*no such file")
    leave(terminal)


def test_nothing_waits_for_a_browser(start: Start, tmp_path: Path) -> None:
    """A browser that hangs keeps neither the keys nor the end of the reader waiting."""
    recorder = Recorder(tmp_path, "time.sleep(60)")
    terminal = opened(start, document(tmp_path, URL, "https://x.y/2"), recorder.env)
    terminal.until(lambda: recorder.lines)
    browser = psutil.Process(int(recorder.lines[0][0]))
    try:
        terminal.press("tab")
        terminal.until("→ https://x.y/2")
        leave(terminal)
        assert browser.is_running()
    finally:
        browser.kill()
    assert recorder.words == [[URL]]


@pytest.mark.parametrize("browser", ["/no/such", "x 'y", "sh -c 'touch %s'", "  "])
def test_without_a_usable_browser_the_address_is_shown(
    start: Start, tmp_path: Path, browser: str
) -> None:
    """What isn't there, can't be read or needs a shell is no browser; the address is shown."""
    terminal = opened(start, document(tmp_path, URL), environment(BROWSER=browser))
    terminal.until("no browser here")
    terminal.until(lambda: any(row.strip() == URL for row in terminal.lines))
    terminal.press("q")
    terminal.until(lambda: "no browser" not in terminal.text)
    leave(terminal)


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>x</title><p>This is the page in w3m.")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def page() -> Iterator[str]:
    """The address of a page on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/page"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("w3m") is None, reason="no w3m")
def test_a_console_browser_has_the_terminal(start: Start, tmp_path: Path, page: str) -> None:
    """W3m shows the page on the whole screen; after it the reader is back with its own."""
    env = environment(BROWSER="w3m -no-mouse %s")
    terminal = opened(start, document(tmp_path, page), env, keys="\t")
    terminal.settle()
    before = [row.translate(_MARKS) for row in body(terminal)]
    terminal.press("enter")
    terminal.until("This is the page in w3m")
    assert "A link 1" not in terminal.text
    terminal.press("q")
    terminal.until("exit w3m")
    terminal.press("y")
    terminal.until("back from http://127")
    terminal.until(lambda: [row.translate(_MARKS) for row in body(terminal)] == before)
    leave(terminal)
    assert page in receipt(terminal)


@pytest.mark.parametrize("variable", ["SSH_TTY", "SSH_CONNECTION"])
def test_over_ssh_the_address_is_handed_over(start: Start, tmp_path: Path, variable: str) -> None:
    """Copied, shown whole, queued, and printed at the end: even with a display forwarded."""
    env = environment(DISPLAY=":10", **{variable: "/dev/pts/1"})
    terminal = opened(start, document(tmp_path, URL), env)
    terminal.until("copied and queued")
    terminal.until(lambda: any(row.strip() == URL for row in terminal.lines))
    assert terminal.log.count(clipboard(URL)) == 1
    terminal.press("y")
    terminal.until(lambda: terminal.log.count(clipboard(URL)) == 2)
    terminal.press("escape")
    terminal.until(lambda: "no browser" not in terminal.text)
    leave(terminal)
    assert f"\x1b]8;;{URL}\x1b\\{URL}\x1b]8;;\x1b\\\r\n" in receipt(terminal)

    printed = {form: run("queue", form, env=env).stdout.decode() for form in _FORMS}
    assert printed["--txt"] == f"{URL}\n"
    assert printed["--md"] == f"- [link 1](<{URL.replace('&', '&amp;')}>)\n"
    assert printed["--html"].startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert f'HREF="{URL.replace("&", "&amp;")}"' in printed["--html"]
    (row,) = json.loads(printed["--json"])
    assert (row["address"], row["title"]) == (URL, "link 1")


_FORMS = ("--txt", "--md", "--html", "--json")


def test_no_receipt(start: Start, tmp_path: Path) -> None:
    """`--no-receipt` leaves the normal screen as it was."""
    recorder = Recorder(tmp_path)
    terminal = opened(start, document(tmp_path, URL), recorder.env, "--no-receipt")
    terminal.until("opened https://example")
    leave(terminal)
    assert "example" not in receipt(terminal)


@pytest.mark.parametrize(
    ("variable", "sent"),
    [
        ("TMUX", b"\x1bPtmux;\x1b" + clipboard(URL).replace(b"\x1b", b"\x1b\x1b")[1:] + b"\x1b\\"),
        ("STY", b"\x1bP" + clipboard(URL) + b"\x1b\\"),
    ],
)
def test_copying_is_wrapped(start: Start, tmp_path: Path, variable: str, sent: bytes) -> None:
    """Within tmux and screen the address is sent in their envelope."""
    env = environment() | {variable: "x"}
    terminal = opened(start, document(tmp_path, URL), env, keys="\ty")
    terminal.until("copied https")
    assert sent in terminal.log
    leave(terminal)
    assert URL in receipt(terminal)
