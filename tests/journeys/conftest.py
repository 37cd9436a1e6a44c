"""What the journeys share: terminals that are closed again, and documents to read in them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.remembered import Line
from tests.pty.program import Start, alignread
from tests.pty.terminal import Terminal
from tests.samples import SEED


@pytest.fixture
def start() -> Iterator[Start]:
    """Start alignread in a terminal; closed after the test, whatever happens."""
    terminals: list[Terminal] = []

    def start(*words: str | Path, command: list[str] | None = None, **options: Any) -> Terminal:
        terminals.append(Terminal(command or alignread(*words), **options))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def connect() -> Iterator[Callable[..., Line]]:
    """Start alignread, or a command, over a line that can be cut; closed after the test."""
    lines: list[Line] = []

    def connect(
        *words: str | Path,
        command: list[str] | None = None,
        kind: type[Line] = Line,
        **options: Any,
    ) -> Line:
        lines.append(kind(command or alignread(*words), **options))
        return lines[-1]

    yield connect
    for line in lines:
        line.close()


@pytest.fixture
def seed() -> Path:
    """The seed essay beside the repository; skips where there is none."""
    if not SEED.is_file():
        pytest.skip(f"no {SEED}")
    return SEED


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document of twelve sections in which no two lines are alike."""
    path = tmp_path_factory.mktemp("journey") / "journey.md"
    path.write_text(journey_text(), "utf-8")
    return path


def journey_text() -> str:
    """Return twelve sections, the last of which is longer than a screen."""
    parts = ["# A journey", "The first paragraph."]
    for section in range(1, 13):
        parts.append(f"## Section {section}")
        for paragraph in range(1, 20 if section == 12 else 4):
            words = (f"word{section}x{paragraph}x{index}" for index in range(1, 13))
            parts.append(" ".join(words) + ".")
    return "\n\n".join(parts) + "\n"
