"""A session of linear mode, and a document for it."""

from pathlib import Path

import pytest

from tests.linear.talk import Talk

TEXT = """\
# Birds

Birds have feathers. Read [more](more.md) or [the site](https://birds.example/a).

## Crows

Crows are clever.[^1] A caf\u00e9 keeps one.

- It counts.
- It remembers *faces*.

## Owls

### Small owls

The little owl sees at night. See [crows](#crows).

| Bird | Wing |
| --- | --- |
| Little owl | 56 cm |
| [Eagle owl](https://owls.example/) | 180 cm, more than most people reach with both arms |

[^1]: They **use** tools.
"""


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Run sessions in this process."""
    monkeypatch.delenv("PATH", raising=False)
    return Talk(monkeypatch)


@pytest.fixture
def birds(tmp_path: Path) -> Path:
    """A document of four sections beside another one."""
    folder = tmp_path / "birds"
    folder.mkdir()
    path = folder / "birds.md"
    path.write_text(TEXT, "utf-8")
    (folder / "more.md").write_text("# More birds\n\nGeese too.\n\n## End\n\nDone.\n", "utf-8")
    return path
