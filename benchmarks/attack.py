"""An attacker who has only what is published: `make bench-attack`.

Reads bundles as anybody can (their files, nothing of the program), and tries to find out the numbers of
persons that they hide: by differences (a whole less its parts, everybody less a group, population less
numerator, one division less another, one indicator less another whose people are among its own), elimination,
linear and whole programmes, rounded shares turned to counts, intervals that were not rounded, files that do
not hide alike, earlier bundles, and by knowing that something below the minimum is the reason for what is
hidden. Prints what was found and fails if it was anything.

`--bundles FOLDER` attacks every bundle in a folder, in the order they were written, each with those before
it. `--cities N` makes N simulated cities with the program's own commands and attacks what each publishes;
whoever makes them keeps the true numbers aside, and what the attacker concludes is judged by them: it counts
as found only where it is true, and as mistaken where it is not. `--naked` publishes with primary suppression
alone, to show that the attacker finds what is to be found. `--editions` publishes twice, some of the
indicators of the first two registers before all.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _attack_bundle import Bundle, read
from _attack_relations import known_of
from _attack_search import Contradiction, Proof, search
from _attack_truth import Fact, Truth, read_truth, true_at

MINIMUM = 5
"""What the attacker takes for the minimum where a bundle tells none."""

EXAMPLES = 12
REGISTERS = "befolkning,elever-ak9,arbetsplatser,trygghetsmatning,medborgarundersokning"
ONLY_REASON = "knowing the threshold"


@dataclass
class Booty:
    """What an attack of one or many bundles brought.

    `below`: hidden numbers proved to be below the minimum, the 0 of those without a trait included, and
    protected sums of contributions known exactly, by the way that proved it; `exact`: those known exactly.
    `in_vain`: larger numbers that were hidden and are known; `free`: numbers known to be small that the rules
    let be told. `mistaken`: what was concluded and is not true; `puzzles`: tables whose figures the attacker
    could not make agree; `refused`: cities that were not published.
    """

    bundles: int = 0
    figures: int = 0
    hidden: int = 0
    below: Counter = field(default_factory=Counter)
    exact: int = 0
    in_vain: int = 0
    free: int = 0
    mistaken: int = 0
    betrayed: int = 0
    puzzles: int = 0
    refused: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def found(self) -> int:
        return self.below.total() - self.guessed + self.betrayed

    @property
    def guessed(self) -> int:
        """Right guesses of what the reason is for what is hidden; the wrong ones are among the mistaken."""
        return self.below[ONLY_REASON]

    def add(self, other: "Booty") -> None:
        for name, value in vars(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)
        self.below += other.below
        self.examples = [*self.examples, *other.examples][:EXAMPLES]

    def take(self, proof: Proof, who: str, minimum: int, true: Fact | None) -> None:
        """Count a proof. `true` is None where no judge knows, and the attacker is then believed."""
        told = f"{who}: {proof.lower + 0:.0f} to {proof.upper:.0f}, {proof.way}"
        if true is not None and not proof.lower <= true.number <= proof.upper:
            self.mistaken += 1
            if proof.way != ONLY_REASON:
                self.tell(f"MISTAKEN, it is {true.number}: {told}")
        elif _no_secret(proof, true, minimum):
            self.free += 1
        elif proof.below(minimum) or (proof.exact and true is not None and true.summed and true.protected):
            self.below[proof.way] += 1
            self.exact += proof.exact
            self.tell(told)
        else:
            self.in_vain += 1

    def tell(self, example: str) -> None:
        if len(self.examples) < EXAMPLES:
            self.examples.append(example)


def _no_secret(proof: Proof, true: Fact | None, minimum: int) -> bool:
    """Whether the rules let be told what was proved: by the judge, or as far as the attacker knows them."""
    if true is not None and true.summed:
        return not true.protected and proof.below(minimum)
    if true is not None and true.protected is not None:
        return not true.protected and proof.below(minimum)
    if true is not None:
        return not 0 < true.number < minimum and proof.below(minimum)
    return proof.upper == 0 and not proof.place[0].endswith(" R")


def attack(
    bundle: Bundle,
    before: Sequence[Bundle] = (),
    minimum: int | None = None,
    *,
    whole: bool = True,
    truth: Truth | None = None,
) -> Booty:
    """Everything that can be found in `bundle`, with those published before it.

    `minimum`: of every register; without it what the bundle says of each.
    """
    booty = Booty(
        bundles=1,
        figures=len(bundle.figures),
        hidden=sum(figure.hidden for figure in bundle.figures),
        betrayed=len(bundle.betrayed),
        examples=[f"shown in another file: {one}" for one in bundle.betrayed[:EXAMPLES]],
    )
    for table, figures in bundle.tables().items():
        earlier = [figure for one in before for figure in one.tables().get(table, ())]
        known = known_of(figures, earlier, bundle, table[1])
        least = minimum or bundle.minimum.get(table[0], MINIMUM)
        try:
            proofs = search(known, least, whole=whole)
        except Contradiction:
            booty.puzzles += 1
            continue
        for proof in proofs:
            true = true_at(truth, known, proof.place, table) if truth is not None else None
            series, area, group = proof.place
            who = " ".join([*table, series, area, *(f"{one}={two}" for one, two in group)])
            booty.take(proof, who, least, true)
    return booty


def attack_folder(folder: Path, minimum: int | None = None, truth: Truth | None = None) -> Booty:
    """Every bundle in `folder`, the oldest first."""
    paths = sorted(
        (path.parent for path in folder.glob("*/manifest.json")), key=lambda one: one.stat().st_mtime_ns
    )
    total, before = Booty(), []
    for path in paths:
        bundle = read(path)
        total.add(attack(bundle, before, minimum, truth=truth))
        before.append(bundle)
    return total


def show(name: str, booty: Booty, seconds: float) -> None:
    ways = ", ".join(f"{number} by {way}" for way, number in booty.below.most_common()) or "none"
    print(
        f"{name:>12} {booty.bundles:>7} {booty.figures:>8} {booty.hidden:>7} {booty.found:>6} "
        f"{booty.exact:>6} {booty.in_vain:>7} {booty.free:>6} {booty.guessed:>7} {booty.mistaken:>8} "
        f"{booty.puzzles:>7} {seconds:>7.1f}  {ways}",
        flush=True,
    )
    for example in booty.examples:
        print(f"{'':>12} {example}")


def heading() -> None:
    print(
        f"{'':>12} {'bundles':>7} {'figures':>8} {'hidden':>7} {'found':>6} {'exact':>6} {'in vain':>7} "
        f"{'free':>6} {'guessed':>7} {'mistaken':>8} {'puzzles':>7} {'seconds':>7}  below the minimum"
    )


def run(targets: Iterable[tuple[str, Path]], minimum: int | None) -> Booty:
    """Attack each folder of bundles, print a line for each and one for all."""
    heading()
    total, start = Booty(), time.perf_counter()
    for name, folder in targets:
        begun = time.perf_counter()
        if not folder.is_dir():
            print(f"{name:>12} was not published:", *_last_words(folder.parents[1] / "error.txt"), flush=True)
            total.add(Booty(refused=1))
            continue
        booty = attack_folder(folder, minimum, read_truth(folder.parent.parent / "truth.jsonl"))
        show(name, booty, time.perf_counter() - begun)
        total.add(booty)
    show("all", total, time.perf_counter() - start)
    return total


def _last_words(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").strip().splitlines()[-3:] if path.exists() else ["no folder"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--bundles", type=Path, help="a folder of bundles")
    source.add_argument("--cities", type=int, default=3, help="how many simulated cities to make and attack")
    parser.add_argument("--persons", type=int, default=40_000)
    parser.add_argument("--years", default="2023-2023")
    parser.add_argument("--registers", default=REGISTERS, help="those that are counted")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--minimum", type=int, help="instead of what the bundles say")
    parser.add_argument("--at-once", type=int, default=2, help="cities that are made side by side")
    parser.add_argument("--editions", action="store_true", help="some indicators first, then all")
    parser.add_argument("--naked", action="store_true", help="publish with primary suppression alone")
    asked = parser.parse_args(arguments)
    if asked.bundles:
        total = run([(asked.bundles.name, asked.bundles)], asked.minimum)
    else:
        from _attack_cities import cities

        seeds = range(asked.first_seed, asked.first_seed + asked.cities)
        made = cities(
            seeds,
            asked.persons,
            asked.years,
            asked.registers.split(","),
            naked=asked.naked,
            editions=asked.editions,
            at_once=asked.at_once,
        )
        total = run(made, asked.minimum)
    if asked.naked:
        print(f"Primary suppression alone: {total.found} of {total.hidden} hidden figures were found out.")
        return 0 if total.found else 1
    print("Nothing was found." if not total.found else f"{total.found} protected numbers were found.")
    if total.refused:
        print(f"{total.refused} cities were not published.")
    return 1 if total.found or total.puzzles or total.refused else 0


if __name__ == "__main__":
    sys.exit(main())
