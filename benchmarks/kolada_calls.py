"""The same questions to a fake Kolada by our client and by koladapy: calls, time, and whether all of it came.

`python benchmarks/kolada_calls.py [--quick]`. The server runs here, every client in a process of its own. The
polite pace is lifted: what a question takes at three calls a second is told beside. Then the source fails now
and then, and what each client gives its caller is counted.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from _kolada_ways import WAYS, Asked, Cell, installed, told

from fardplan.fakes.faults import Faults
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, made_up

MUNICIPALITIES, GROUPS, YEARS = 290, 3_630, 20
PACE = 3
"""Calls a second that are polite."""

WAYS_FILE = Path(__file__).with_name("_kolada_ways.py")
FAULTS = {
    "503 at every 3rd call": Faults(down=3),
    "cut short at every 3rd call": Faults(truncated=3),
    "429 at every 3rd call": Faults(too_many=3),
}


@dataclass(frozen=True)
class Question:
    """So many key figures, municipalities and years of what a fake holds."""

    title: str
    kpis: int
    places: int
    years: int

    def asked(self, data: FakeKolada) -> Asked:
        kpis = [kpi["id"] for kpi in data.kpis[: self.kpis]]
        places = [place["id"] for place in data.municipalities[: self.places]]
        return Asked(kpis, places, list(range(2025 - self.years, 2025)))


SMALL = (
    Question("last year, all municipalities", 1, MUNICIPALITIES, 1),
    Question("5 years, all municipalities", 1, MUNICIPALITIES, 5),
    Question("20 years, all municipalities", 1, MUNICIPALITIES, YEARS),
)
LARGE = (
    Question("50 key figures, one city", 50, 1, YEARS),
    Question("50 key figures, 26 municipalities", 50, 26, YEARS),
    Question("50 key figures, all municipalities", 50, MUNICIPALITIES, YEARS),
)
FAULTY = Question("50 key figures, 26 municipalities, 5 years", 50, 26, 5)


def with_groups(groups: int = GROUPS) -> FakeKolada:
    """One key figure with all its municipalities and as many groups of them as Kolada has."""
    data = made_up(1, MUNICIPALITIES, range(2025 - YEARS, 2025))
    means = [
        FakeValue("N90001", f"G{100_000 + group}", year, "T", 50.0, count=8)
        for group in range(groups)
        for year in range(2025 - YEARS, 2025)
    ]
    return FakeKolada([*data.values, *means], data.kpis, data.municipalities)


def expected(data: FakeKolada, asked: Asked) -> dict[str, Any]:
    """What the fake itself has of what is asked."""
    kpis, places, years = set(asked.kpis), set(asked.places), set(asked.years)

    def cells() -> Iterator[Cell]:
        for one in data.values:
            if one.kpi in kpis and one.place in places and one.year in years:
                yield (one.kpi, one.place, one.year, one.gender, one.value, one.status, one.count, False)

    return told(cells())


def answered(way: str, server: FakeKoladaServer, asked: Asked) -> dict[str, Any]:
    """What a client brought in a process of its own, and with how many calls."""
    before = len(server.calls)
    done = subprocess.run(
        [sys.executable, str(WAYS_FILE), way],
        input=json.dumps({"address": server.v3} | asdict(asked)),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer | {"calls": len(server.calls) - before}


def compare(data: FakeKolada, questions: Sequence[Question]) -> bool:
    """Prints a line for each question and client; whether every value came once from ours."""
    right = True
    with FakeKoladaServer(data) as server:
        for question in questions:
            asked = question.asked(data)
            wanted = expected(data, asked)
            print(f"\n{question.title}: {wanted['values']:,} values")
            for way in filter(installed, WAYS):
                found = answered(way, server, asked)
                same = found["digest"] == wanted["digest"]
                right &= same or way != "ours"
                print(
                    f"  {way:10}{found['calls']:6} calls{found['calls'] / PACE:8.1f} s at {PACE} a second"
                    f"{found['seconds']:8.2f} s{found['processor']:7.2f} s processor"
                    f"  {'the same' if same else 'NOT the same'}",
                    flush=True,
                )
    return right


def with_faults(data: FakeKolada) -> bool:
    """Prints what comes through when the source fails now and then; whether all of it came from ours."""
    asked, right = FAULTY.asked(data), True
    wanted = expected(data, asked)
    print(f"\nA source that fails ({FAULTY.title}: {wanted['values']:,} values)")
    for fault, faults in FAULTS.items():
        for way in filter(installed, WAYS):
            with FakeKoladaServer(data, faults=faults) as server:
                found = answered(way, server, asked)
            right &= found["digest"] == wanted["digest"] or way != "ours"
            share = found["values"] / wanted["values"]
            said = (found["error"] or "no error is raised").splitlines()[0][:60]
            print(f"  {fault:30}{way:10}{found['calls']:5} calls{share:8.1%} came; {said}", flush=True)
    return right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out 50 key figures of all municipalities")
    quick = parser.parse_args().quick
    missing = [way for way in WAYS if not installed(way)]
    print(f"Without {', '.join(missing)}: not installed here." if missing else "Ours beside koladapy.")
    right = compare(with_groups(), SMALL)
    data = made_up(50, 26 if quick else MUNICIPALITIES, range(2025 - YEARS, 2025))
    right &= compare(data, LARGE[:-1] if quick else LARGE)
    right &= with_faults(data)
    if not right:
        print("\nOurs did not bring everything once.")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
