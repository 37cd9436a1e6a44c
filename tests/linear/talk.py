"""What the tests of linear mode share: a session in this process, commands in, words out."""

import io
from pathlib import Path

import pytest

from tui_reader.cli import main


class Talk:
    """Runs linear mode on commands, and returns what it prints."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.status = 0

    def __call__(self, *commands: str, path: Path, words: tuple[str, ...] = ()) -> str:
        """Return the transcript of a session in which some lines were typed."""
        output = io.StringIO()
        with self._patch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in commands)))
            patch.setattr("sys.stdout", output)
            self.status = main(["--linear", *words, str(path)])
        return output.getvalue()


def answers(transcript: str) -> list[str]:
    """Return what was printed after each prompt, the typed line first; before the first all."""
    parts = [[]]
    for line in transcript.splitlines():
        if "> " in line and " of " in line.split("> ")[0]:
            parts.append([line.split("> ", 1)[1]])
        else:
            parts[-1].append(line)
    return ["\n".join(part).strip() for part in parts]
