"""Fifty people at work in a workspace of ten years: what each type of page takes, in milliseconds.

`python benchmarks/workspace.py [--seconds 120] [--users 50] [--pause 5] [--home FOLDER]`. 40 organisations,
10 years, 30 commitments a year, considered and followed up; the real server on loopback with its workers,
and the people in this process, on the same cores. `--pause` is how long each thinks between two things on
average. `--home` keeps the filled city, and takes one that is there.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from _workspace_users import Browser, Measured, Person, work

HERE = Path(__file__).parent
GOAL_MS = 150
WARM_UP = 20.0
TODAY = "2027-05-03"
PROGRAM = [sys.executable, "-c", "from fardplan.config.main import main; main()"]


def filled(home: Path) -> dict[str, Any]:
    """What stands in the city at `home`, which is filled where it is empty."""
    told = home.with_suffix(".json")
    if not told.is_file():
        command = [sys.executable, str(HERE / "_workspace_city.py"), str(home)]
        told.write_text(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def served(home: Path, port: int) -> "subprocess.Popen[str]":
    environment = {**os.environ, "FARDPLAN_TODAY": TODAY, "FARDPLAN_HOME": str(home)}
    command = [*PROGRAM, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    while "http" not in server.stdout.readline():
        pass
    with urlopen(f"http://127.0.0.1:{port}/konto/logga-in/", timeout=120) as answer:
        answer.read()
    return server


def at_work(people: list[Person], port: int, measured: Measured, *, seconds: float, pause: float) -> None:
    """All of them at once for so long."""
    until = time.monotonic() + seconds
    threads = []
    for number, person in enumerate(people):
        browser = Browser("127.0.0.1", port, person.session, measured)
        how = {"until": until, "pause": pause, "seed": number}
        threads.append(threading.Thread(target=work, args=(person, browser), kwargs=how))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told(measured: Measured, seconds: float) -> bool:
    """Print what was measured; whether every type of page met the goal and nothing went wrong."""
    print(f"{'':36}{'pages':>7}{'p50 ms':>9}{'p95 ms':>9}")
    good = True
    for page, took in sorted(measured.seconds.items()):
        middle, high = (1000 * quantile(took, share) for share in (0.5, 0.95))
        good &= high < GOAL_MS
        print(
            f"{page:36}{len(took):>7}{middle:>9.0f}{high:>9.0f}{'' if high < GOAL_MS else '  over the goal'}"
        )
    everything = [one for took in measured.seconds.values() for one in took]
    print(f"{'all':36}{len(everything):>7}{1000 * quantile(everything, 0.5):>9.0f}", end="")
    print(f"{1000 * quantile(everything, 0.95):>9.0f}  {len(everything) / seconds:.1f} pages a second")
    for what, count in sorted(measured.wrong.items()):
        print(f"went wrong {count} times: {what}")
    return good and not measured.wrong


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=120)
    asked.add_argument("--users", type=int, default=50)
    asked.add_argument("--pause", type=float, default=5)
    asked.add_argument("--home", type=Path)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = wanted.home or Path(scratch) / "home"
        city = filled(home)
        counts = ", ".join(f"{count} {name}" for name, count in city["counts"].items())
        print(f"The city: {counts}; filled in {city['seconds']} s.")
        people = [Person(**one) for one in city["visitors"]][: wanted.users]
        port = free_port()
        server = served(home, port)
        try:
            at_work(people, port, Measured(), seconds=WARM_UP, pause=wanted.pause)
            measured = Measured()
            at_work(people, port, measured, seconds=wanted.seconds, pause=wanted.pause)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
        print(
            f"{len(people)} people, each pausing {wanted.pause:g} s on average, for {wanted.seconds:g} s.\n"
        )
        return 0 if told(measured, wanted.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
