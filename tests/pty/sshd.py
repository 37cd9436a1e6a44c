"""An SSH server on this machine with keys of its own, and the command that logs in to it.

It runs as whoever runs the tests, root or not, and lets nobody in but the key that it made.
"""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path

import psutil
import pytest

from tests.pty.terminal import TIMEOUT, Terminal, environment

SSHD = shutil.which("sshd", path=os.pathsep.join((os.defpath, "/usr/sbin", "/usr/local/sbin")))
SSH = shutil.which("ssh")
IS_INSTALLED = SSHD is not None and SSH is not None and shutil.which("ssh-keygen") is not None

_KEPT = ("HOME", "PATH", "PYTHONPATH", "LANG", "LC_ALL", "XDG_RUNTIME_DIR")
"""Variables of a test that a server must not give its sessions by itself."""
_CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/user_key.pub
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
UseDNS no
"""


class Server:
    """An sshd on a free port of the loopback.

    Attributes:
        port: Where it listens.
    """

    def __init__(self, folder: Path) -> None:
        """Make keys and a configuration in a folder, and start."""
        self._folder = folder
        for name in ("host_key", "user_key"):
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(words, check=True, timeout=TIMEOUT)
        if os.geteuid() == 0:
            # Where root's sshd shuts its unprivileged half in; a machine's own service makes it.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self.port = _free_port()
        configuration = folder / "sshd_config"
        configuration.write_text(_CONFIGURATION.format(port=self.port, folder=folder))
        assert SSHD is not None
        self._log = folder / "log"
        with self._log.open("wb") as log:
            # Started by its whole path: it starts itself again for every connection.
            self._process = subprocess.Popen(
                [SSHD, "-D", "-e", "-f", str(configuration)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + TIMEOUT
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
                line.recv(1)
                return
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.02)

    def login(self, command: Sequence[str], **variables: str) -> list[str]:
        """Return the command that runs another one over the line, with a terminal.

        Args:
            command: Its words.
            **variables: Variables that it gets there, beside the test's own folders.
        """
        kept = {name: value for name, value in environment().items() if _is_kept(name)}
        settings = [f"{name}={value}" for name, value in {**kept, **variables}.items()]
        options = {
            "BatchMode": "yes",
            "IdentitiesOnly": "yes",
            "LogLevel": "ERROR",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": os.devnull,
        }
        words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        assert SSH is not None
        key = str(self._folder / "user_key")
        return [
            SSH, "-F", os.devnull, "-e", "none", "-tt", *words, "-i", key, "-p",
            str(self.port), f"{getuser()}@127.0.0.1",
            "exec " + shlex.join(["env", *settings, *command]),
        ]  # fmt: skip

    def refuses(self) -> str:
        """Return why nobody can log in, empty where it can be done.

        An ordinary user's sshd can't give away the terminal that it makes. It has to where /dev/pts
        isn't mounted for the group that terminals belong to, as in some containers.
        """
        if os.geteuid() == 0:
            return ""
        with Terminal(self.login(["true"])) as terminal:
            return "" if terminal.wait() == 0 else self._log.read_text().strip()

    def sessions(self) -> list[psutil.Process]:
        """Return the server's processes that serve a connection."""
        return psutil.Process(self._process.pid).children()

    def cut(self) -> None:
        """Kill the server's side of every connection."""
        for session in self.sessions():
            for process in (*session.children(), session):
                with suppress(psutil.NoSuchProcess):
                    if "sshd" in process.name():
                        process.kill()

    def close(self) -> None:
        """End the server and what it serves."""
        self.cut()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _is_kept(name: str) -> bool:
    return name in _KEPT or name.startswith(("XDG_", "ALIGNREAD_"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run a server as long as it is needed; skip the tests where there can be none."""
    if not IS_INSTALLED:
        pytest.skip("no sshd or no ssh")
    server = Server(folder)
    try:
        if reason := server.refuses():
            pytest.skip(f"nobody can log in: {reason}")
        yield server
    finally:
        server.close()
