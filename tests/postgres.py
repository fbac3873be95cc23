"""A PostgreSQL of the tests' own: a temporary cluster that nothing else sees and that leaves nothing behind.

It listens on a Unix socket in a temporary folder and on no port. Where PostgreSQL is not installed the tests
that need it are skipped and say so; with CI set they fail.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

DEBIAN_HOME = Path("/usr/lib/postgresql")
HOW_TO_GET_IT = "PostgreSQL is not installed; on Debian or Ubuntu: apt-get install postgresql"
SERVER_ACCOUNT = "postgres"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of the database of a running cluster, shared by the tests of one process."""
    programs = find_programs()
    if programs is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(HOW_TO_GET_IT)
    # Not pytest's own temporary folder: the server's account may not look into it.
    folder = Path(tempfile.mkdtemp(prefix="fardplan-pg-"))
    cluster = Cluster(programs, folder, _server_account())
    try:
        cluster.start()
        yield cluster.url
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl: the newest of Debian's, else where PATH finds them."""
    versions = sorted(
        DEBIAN_HOME.glob("[0-9]*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    found = [*versions, *([Path(on_path).resolve()] if on_path else [])]
    return found[0].parent if found else None


def _server_account() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the account the package made."""
    return SERVER_ACCOUNT if os.geteuid() == 0 else None


@dataclass(frozen=True, slots=True)
class Cluster:
    programs: Path
    folder: Path
    account: str | None

    @property
    def url(self) -> str:
        owner = self.account or pwd.getpwuid(os.geteuid()).pw_name
        return f"postgresql://{owner}@{quote(str(self.folder), safe='')}/postgres"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def start(self) -> None:
        if self.account:
            shutil.chown(self.folder, self.account, self.account)
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata", self._data)
        # Without a log file the server holds our pipe open and the call never returns.
        self._run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", self._log, "-o", options)

    def stop(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode=immediate", "--pgdata", self._data)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            user=self.account,
            group=self.account,
            extra_groups=[] if self.account else None,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self._log.read_text(errors="replace") if self._log.exists() else ""
            pytest.fail(f"{program} failed: {done.stdout}{done.stderr}{log}")
