"""Folders that can't be listed, for root too."""

import errno
import os
from pathlib import Path

import pytest


def close_folders(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let some folders refuse to be listed."""
    scandir = os.scandir

    def denied(path: str) -> object:
        if Path(path) in folders:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
