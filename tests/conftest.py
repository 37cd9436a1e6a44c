"""What every test of the project gets: a home of its own, no terminal's traces, and options."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.samples import SHARED

_UNSET = (
    "BROWSER",
    "COLORFGBG",
    "COLORTERM",
    "DISPLAY",
    "NO_COLOR",
    "SSH_CLIENT",
    "SSH_CONNECTION",
    "SSH_TTY",
    "STY",
    "WAYLAND_DISPLAY",
)
_HOMES = ("CACHE", "CONFIG", "DATA", "STATE")

settings.register_profile(
    "here", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
# `.ci/run` asks for it by name: as many examples as there is time for there.
settings.register_profile("deep", settings.get_profile("ci"), max_examples=150)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden layouts and screens, and what ships for shells, instead of comparing",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def shared() -> Path:
    """The folder of shared documents beside the repository; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared documents in {SHARED}")
    return SHARED


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests out of the home, the display and the session of whoever runs them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in _HOMES:
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
