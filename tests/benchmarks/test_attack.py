"""The attacker finds what is to be found in a published bundle, and nothing where nothing is."""

import importlib
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
AREAS = ("a", "b", "c")


@pytest.fixture(scope="module")
def attacker() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        yield importlib.import_module("attack")


def area(code: str, kind: str, *part_of: str, successors: tuple[str, ...] = ()) -> dict:
    return {"code": code, "kind": kind, "part_of": list(part_of), "successors": list(successors)}


def row(indicator: str, place: str, value: float | None, base: int | None = None, **rest) -> dict:
    return {
        "indicator": indicator,
        "area": place,
        "period": rest.get("period", "2023"),
        "group": rest.get("group", {}),
        "value": value,
        "base": base,
        "lower": rest.get("lower"),
        "upper": rest.get("upper"),
        "status": "suppressed" if value is None else "value",
        "clearance": "protected",
    }


def write(
    folder: Path,
    rows: list[dict],
    *,
    divisions: dict[str, tuple[str, ...]] | None = None,
    areas=(),
    rules: dict[str, tuple[str, str]] | None = None,
) -> Path:
    """A bundle with what the attacker reads of one; `rules`: who is counted, who has the trait."""
    keys = {one["indicator"]: one["base"] is not None or one["indicator"].startswith("share") for one in rows}
    divisions = divisions or {"districts": AREAS}
    texts = {
        "city": {"home_area": "city"},
        "areas": [area("city", "city"), *(area(code, "district", "city") for code in AREAS), *areas],
        "divisions": [{"code": code, "areas": list(parts)} for code, parts in divisions.items()],
        "indicators": [
            {
                "key": key,
                "unit": {"measure": "share" if share else "count"},
                "rounded_to": 0.1,
                "own": own(*rules[key]) if rules else None,
            }
            for key, share in keys.items()
        ],
    }
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    (folder / "publication.json").write_text(json.dumps(texts))
    (folder / "observations.json").write_text(json.dumps(rows))
    return folder


def own(population: str, numerator: str) -> dict:
    told = [("population", population), ("numerator", numerator)]
    return {
        "register_key": "pupils",
        "rules": [{"part": part, "first": None, "when": when} for part, when in told],
    }


def counts(numbers: dict[str, int | None], **rest) -> list[dict]:
    return [row("count", place, value, **rest) for place, value in numbers.items()]


def ways(attacker: ModuleType, *folders: Path) -> dict[str, int]:
    """By which way how many hidden numbers of the last bundle were proved to be small."""
    bundles = [attacker.read(folder) for folder in folders]
    return dict(attacker.attack(bundles[-1], bundles[:-1]).below)


def test_a_district_is_the_city_less_the_others(attacker, tmp_path):
    """3 = 100 - 50 - 47, where nobody lives outside the districts, and at most 3 where somebody may."""
    path = write(tmp_path / "one", counts({"city": 100, "a": None, "b": 50, "c": 47}))
    assert ways(attacker, path) == {"differences": 1}


def test_two_that_share_enough_are_safe(attacker, tmp_path):
    path = write(tmp_path / "one", counts({"city": 100, "a": None, "b": None, "c": 47}))
    assert ways(attacker, path) == {}


def test_a_group_is_everybody_less_the_other(attacker, tmp_path):
    rows = (
        counts({"city": 100})
        + counts({"city": 97}, group={"sex": "K"})
        + counts({"city": None}, group={"sex": "M"})
    )
    assert ways(attacker, write(tmp_path / "one", rows)) == {"differences": 1}


def test_rounded_shares_are_turned_to_counts(attacker, tmp_path):
    """190 of 200, 93 of 100: the third has 97 of 100, so that 3 lack the trait."""
    rows = [row("share", "city", 95.0, 200), row("share", "a", None, 100), row("share", "b", 93.0, 100)]
    path = write(tmp_path / "one", rows, divisions={"districts": ("a", "b")})
    assert ways(attacker, path) == {"differences": 1}


def test_two_divisions_are_taken_from_each_other(attacker, tmp_path):
    """a and b became d: 54 less 51."""
    areas = [area("d", "district", "city")]
    rows = counts({"city": 101, "a": 51, "b": None, "c": None, "d": 54})
    path = write(tmp_path / "one", rows, divisions={"old": AREAS, "new": ("d", "c")}, areas=areas)
    texts = json.loads((path / "publication.json").read_text())
    for one in texts["areas"]:
        one["successors"] = ["d"] if one["code"] in ("a", "b") else []
    (path / "publication.json").write_text(json.dumps(texts))
    assert ways(attacker, path) == {"differences": 1}


def test_an_earlier_bundle_that_showed_one_of_them(attacker, tmp_path):
    old = write(tmp_path / "old", counts({"b": 50}))
    new = write(tmp_path / "new", counts({"city": 100, "a": None, "b": None, "c": 47}))
    assert ways(attacker, old, new) == {"differences": 1}


def test_a_rectangle_that_is_too_tight_needs_a_programme(attacker, tmp_path):
    """Women of a and b are 4 together, whoever is which: both are below 5."""
    rows = []
    for sex, numbers in (("", (90, 45, 45)), ("K", (44, None, None)), ("M", (46, None, None))):
        group = {"sex": sex} if sex else {}
        rows += counts(dict(zip(("city", "a", "b"), numbers, strict=True)), group=group)
    path = write(tmp_path / "one", rows, divisions={"districts": ("a", "b")})
    assert ways(attacker, path) == {}
    rows[3]["value"] = 4
    rows[6]["value"] = 86
    tight = write(tmp_path / "two", rows, divisions={"districts": ("a", "b")})
    assert ways(attacker, tight) == {"differences": 2}


def test_an_interval_that_was_not_rounded_tells_its_numbers(attacker, tmp_path):
    """A share without its base, with an interval: only 3 of 40 have it."""
    relations = importlib.import_module("_attack_relations")
    lower, upper = relations.wilson(3, 40)
    shown = row("share", "a", 7.5, None, lower=lower, upper=upper)
    rows = [row("share", "city", 10.0, 100), shown, row("share", "b", None, None)]
    path = write(tmp_path / "one", rows, divisions={"districts": ("a", "b")})
    found = attacker.attack(attacker.read(path))
    assert found.in_vain == 0
    bundle = attacker.read(path)
    known = relations.known_of(bundle.figures, (), bundle)
    place = known.places["share N", "a", ()]
    assert (known.lower[place], known.upper[place]) == (40, 40)


def test_files_that_do_not_hide_alike(attacker, tmp_path):
    path = write(tmp_path / "one", counts({"city": 100, "a": None, "b": None, "c": 47}))
    (path / "observations.csv").write_text(
        "indicator,area,period,group,value,base,lower,upper\ncount,a,2023,,3,,,\n"
    )
    assert attacker.read(path).betrayed == ("count a  2023: value",)
    assert attacker.attack(attacker.read(path)).found == 1


def test_whole_tables_at_random_are_never_proved_wrong(attacker, tmp_path):
    """What is proved holds the truth: drawn tables of area by sex, hidden at random."""
    import numpy as np

    rng = np.random.default_rng(7)
    search, relations = (importlib.import_module(name) for name in ("_attack_search", "_attack_relations"))
    for turn in range(10):
        people = {(place, sex): int(rng.integers(0, 12)) for place, sex in product(AREAS, "KM")}
        rows, truth = [], {}
        for place, sex in product(("city", *AREAS), ("", "K", "M")):
            number = sum(
                count for (one, two), count in people.items() if place in ("city", one) and sex in ("", two)
            )
            group = (("sex", sex),) if sex else ()
            truth["count N", place, group] = number
            rows.append(row("count", place, None if rng.random() < 0.4 else number, group=dict(group)))
        bundle = attacker.read(write(tmp_path / f"{turn}", rows))
        for proof in search.search(relations.known_of(bundle.figures, (), bundle), 5):
            if proof.way != "knowing the threshold":
                assert proof.lower <= truth[proof.place] <= proof.upper


PUPILS = {
    "share-all": ("home_city and graded and not unknown", "maths"),
    "share-municipal": ("provider == 'kommunal' and graded", "maths"),
}


def test_the_same_pupils_are_known_by_the_words_of_two_indicators(attacker, tmp_path):
    """20 pupils of a, 17 of them in municipal schools: 3 in others; and 17 less 16 are one unknown."""
    by_provider = [
        row("share-all", "a", None, number, group={"provider": provider})
        for provider, number in (("kommunal", 16), ("fristaende", None))
    ]
    rows = [row("share-all", "a", None, 20), *by_provider, row("share-municipal", "a", None, 17)]
    path = write(tmp_path / "one", rows, rules=PUPILS)
    found = attacker.attack(attacker.read(path))
    assert "pupils 2023 share-all N a provider=fristaende: 0 to 4, differences" in found.examples
    less = "share-municipal N less share-all N kommunal N"
    assert f"pupils 2023 {less} a: 1 to 1, differences" in found.examples


def test_ages_are_what_is_left_of_a_wider_span(attacker, tmp_path):
    """Of 60 aged 16-29 are 57 aged 25-29: 3 are 16-24, whom the other indicator hides."""
    rows = [
        row("share-wide", "a", None, 60),
        row("share-wide", "a", None, 57, group={"age_group": "25-29"}),
        row("share-narrow", "a", None, None),
    ]
    rules = {"share-wide": ("16 <= age <= 29", "idle"), "share-narrow": ("16 <= age <= 24", "idle")}
    found = attacker.attack(attacker.read(write(tmp_path / "one", rows, rules=rules)))
    assert "pupils 2023 share-narrow N a: 3 to 3, differences" in found.examples


def test_the_one_number_that_can_be_the_reason(attacker, tmp_path):
    """Of 100 some have the trait; that all of 60 women do leaves only those without it to be below 5."""
    rows = [row("share", "a", None, 100)]
    assert ways(attacker, write(tmp_path / "one", rows)) == {}
    rows.append(row("share", "a", 100.0, 60, group={"sex": "K"}))
    assert ways(attacker, write(tmp_path / "two", rows)) == {"knowing the threshold": 1}


def test_a_school_year_is_the_year_it_ends_in(attacker, tmp_path):
    rows = counts({"city": 100, "b": 50, "c": 47}, period="2022/23") + counts({"a": None}, period="2023")
    assert ways(attacker, write(tmp_path / "one", rows)) == {"differences": 1}


def test_what_is_true_judges_what_was_found(attacker, tmp_path):
    """The same conclusion is found, mistaken, or free to tell, as the truth has it."""
    truth = importlib.import_module("_attack_truth")
    path = write(tmp_path / "one", counts({"city": 100, "a": None, "b": 50, "c": 47}))
    bundle = attacker.read(path)
    place = (" 2023", "count.population", "a", "")
    booties = [
        attacker.attack(bundle, truth={place: truth.Fact(number, protected)})
        for number, protected in ((3, True), (9, True), (3, False))
    ]
    assert [(one.found, one.mistaken, one.free) for one in booties] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_a_protected_sum_is_found_however_large(attacker, tmp_path):
    """80 employed, known exactly: a find where the rules for sums protect them, and not otherwise."""
    truth = importlib.import_module("_attack_truth")
    proof = importlib.import_module("_attack_search").Proof(("count N", "a", ()), "differences", 80.0, 80.0)
    booty = attacker.Booty()
    for fact in (truth.Fact(80, True, True), truth.Fact(80, False, True), truth.Fact(80, True)):
        booty.take(proof, "a", 3, fact)
    assert (booty.found, booty.in_vain) == (1, 2)
