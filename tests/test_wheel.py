"""The package as people install it: a wheel that brings its library along."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = {
    "bash-completion/completions/alignread": "alignread.bash",
    "zsh/site-functions/_alignread": "alignread.zsh",
    "fish/vendor_completions.d/alignread.fish": "alignread.fish",
    "man/man1/alignread.1": "alignread.1",
}
"""Where shells and man look for what ships for them, below `share` of the installation."""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return what it prints."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_an_installed_wheel_finds_its_library(tmp_path: Path) -> None:
    """Built, installed elsewhere and started there, the reader prints the whole starter pack."""
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    chapters = {path.name for path in (ROOT / "content").glob("*.md")}
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert chapters == {Path(name).name for name in names if name.startswith("tui_reader/content/")}
    assert not any("tests/" in name for name in names)
    for place, name in SHARED.items():
        assert any(entry.endswith(f".data/data/share/{place}") for entry in names), place
        assert f"tui_reader/shell/{name}" in names
    site = tmp_path / "site"
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel,
        cwd=tmp_path)  # fmt: skip
    for place, name in SHARED.items():
        installed = (site / "share" / place).read_bytes()
        assert installed == (ROOT / "tui_reader" / "shell" / name).read_bytes()
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "import tui_reader.cli, tui_reader\n"
        f"assert tui_reader.__file__.startswith({str(site)!r})\n"
        "tui_reader.cli.main(['--plain'])"
    )
    printed = run(sys.executable, "-c", code, cwd=tmp_path)
    for chapter in chapters - {"index.md"}:
        heading = next(
            line
            for line in (ROOT / "content" / chapter).read_text("utf-8").splitlines()
            if line.startswith("# ")
        )
        assert f"\n{heading[2:]}\n" in printed
