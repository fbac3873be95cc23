"""Everything that would be public is audited before it is, with all that was public before."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fardplan.disclosure.tables import Dimension
from fardplan.indicators.counting.count import CountDefinition, CountOf
from fardplan.indicators.counting.earlier import CountedDefinition
from fardplan.publishing.bundle import list_bundles, write_bundle
from fardplan.publishing.publication import Publication
from fardplan.usecases.homes import Home
from fardplan.usecases.privacy_records import (
    ReleasedTable,
    ReleaseRecord,
    record_of,
    released_dimensions,
    save_record,
    sentences,
)
from fardplan.usecases.protection import check_protection
from fardplan.usecases.publish import publish
from fardplan.vocabulary.errors import RuleError, StorageError
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import Attack, Loss, PrivacyReport, ProtectedTable, ProtectionMethod
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import observation, protected
from tests.canaries import find
from tests.publishing.publications import indicator
from tests.publishing.publications import publication as edition

YEAR = Period.of_year(2018)
OLD_SITE = "Nothing was published; the site is as it was."
AREAS = {"0180": {"a", "b", "c", "d", "rest"}, "a": {"a"}, "b": {"b"}, "c": {"c"}, "d": {"d"}}

Tell = Callable[..., Publication]
Values = Mapping[str, int | None]


def dimensions() -> tuple[Dimension, ...]:
    areas = {code: frozenset(leaves) for code, leaves in AREAS.items()}
    return (Dimension("area", areas), Dimension("counted", {"antal.population": frozenset({"x"})}))


def report(method: ProtectionMethod = ProtectionMethod.SUPPRESSION, told: str = "one") -> PrivacyReport:
    loss = Loss(**dict.fromkeys(Loss.model_fields, 0))
    table = ProtectedTable(
        period="2018",
        what="rows",
        cells=6,
        sensitive=1,
        differences=0,
        already_told=0,
        hidden=2,
        hidden_for_others=1,
        narrowest=4,
        attack=Attack(checked=1, certificates=1, programmes=0),
        loss=loss,
        published=told,
    )
    return PrivacyReport(
        register_key="register",
        method=method,
        rules=(("minimum", "5"),),
        simulated=False,
        tables=(table,),
    )


def record(**changes: object) -> ReleaseRecord:
    plain: dict[str, object] = {
        "report": report(),
        "indicators": ("antal",),
        "tables": (ReleasedTable(periods=(YEAR,), dimensions=released_dimensions(dimensions())),),
        "rounded_to": {"antal": 1.0},
        "minimum": 5,
    }
    return ReleaseRecord.model_validate(plain | changes)


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """A home that no more is asked of than where it is."""
    return Home(tmp_path / "home", "stockholm")


def told(values: Values, release: ReleaseRecord | None = None, year: int = 2018) -> Publication:
    """A publication of counts by area; None is protected."""
    kept = (release or record()).report.id
    figures = [
        protected(_figure(area, value, year), release=kept, source="Registret")
        for area, value in values.items()
    ]
    return edition(
        *figures, milestones=(), indicators=(indicator(key="antal"),), strategies=(), target_areas=()
    )


def _figure(area: str, value: int | None, year: int) -> Observation:
    status = Status.SUPPRESSED if value is None else Status.VALUE
    return observation(year, value, area=area, indicator="antal", status=status)


OPEN: Values = {"0180": 52, "a": 20, "b": None, "c": None, "d": 21}
"""Between them the two hidden have 11, with those who live in no district: neither can be told."""

DERIVABLE: Values = {"0180": 52, "a": 20, "b": 8, "c": None, "d": 21}
"""At most 3 are left for the hidden district: the reader can prove that it is small."""


def test_what_nobody_can_work_out_passes_and_is_not_asked_again(place: Home) -> None:
    save_record(place, record())
    check_protection(place, told(OPEN))
    passed = place.path / "privacy" / "audited.json"
    first = passed.read_text("utf-8")
    assert first.count('"') == 2
    check_protection(place, told(OPEN))
    assert passed.read_text("utf-8") == first


def test_what_could_be_worked_out_is_refused_and_no_number_is_told(place: Home) -> None:
    save_record(place, record())
    with pytest.raises(RuleError) as refused:
        check_protection(place, told(DERIVABLE))
    assert str(refused.value) == (
        "register, 2018: of 1 protected numbers 1 could be worked out from what would be public\n"
        "Compute the register's figures again, all together: what earlier publications told is then taken as "
        f"known.\n{OLD_SITE}"
    )
    assert find([*OPEN.values(), 3], texts={"error": str(refused.value)}) == []
    assert not (place.path / "privacy" / "audited.json").exists()


def test_earlier_publications_count(place: Home) -> None:
    """What is open by itself is not, beside an edition that told the other hidden number."""
    save_record(place, record())
    write_bundle(told({"b": 8}), place.bundles)
    with pytest.raises(RuleError, match="1 could be worked out"):
        check_protection(place, told(OPEN))


def test_what_an_earlier_publication_told_outright_cannot_be_taken_back(place: Home) -> None:
    save_record(place, record())
    write_bundle(told({"0180": 52, "c": 3}), place.bundles)
    check_protection(place, told({"0180": 52, "c": None}))


def test_what_earlier_publications_tell_by_themselves_stops_no_later_one(place: Home) -> None:
    """The edition before let its readers work c out, and this one adds nothing to that."""
    save_record(place, record())
    write_bundle(told(DERIVABLE), place.bundles)
    check_protection(place, told(DERIVABLE))
    assert (place.path / "privacy" / "audited.json").read_text("utf-8").count('"') == 0  # and is asked again


def shares(base: int, a: float | None) -> Publication:
    """The share of women in a and in the city, of so many in a."""
    release = by_sex(minimum_base=10)
    figures = [
        observation(
            2018,
            value,
            area=area,
            indicator="andel",
            base=number,
            status=Status.SUPPRESSED if value is None else Status.VALUE,
        )
        for area, value, number in (("0180", 50.0, 100), ("a", a, base), ("b", 50.0, 100 - base))
    ]
    return edition(
        *(protected(item, release=release.report.id, source="Registret") for item in figures),
        milestones=(),
        indicators=(indicator(key="andel"),),
        strategies=(),
        target_areas=(),
    )


def by_sex(minimum_base: int) -> ReleaseRecord:
    areas = Dimension("area", {"0180": frozenset("ab"), "a": frozenset("a"), "b": frozenset("b")})
    who = {"andel.population": frozenset("xy"), "andel.numerator": frozenset("x")}
    tables = (
        ReleasedTable(periods=(YEAR,), dimensions=released_dimensions((areas, Dimension("counted", who)))),
    )
    return record(
        indicators=("andel",), rounded_to={"andel": 0.1}, tables=tables, minimum=3, minimum_base=minimum_base
    )


@pytest.mark.parametrize(("base", "share", "leaks"), [(8, 50.0, 2), (8, None, 2)])
def test_no_share_of_a_small_base_is_told_or_left_to_work_out(
    place: Home, base: int, share: float | None, leaks: int
) -> None:
    """Four of eight: no number below three, but a share of fewer than ten; hidden in a, b tells it."""
    save_record(place, by_sex(minimum_base=10))
    with pytest.raises(RuleError, match=f"{leaks} could be worked out"):
        check_protection(place, shares(base, share))


def test_a_share_of_a_base_that_is_large_enough_is_told(place: Home) -> None:
    save_record(place, by_sex(minimum_base=10))
    check_protection(place, shares(10, 50.0))


def test_a_share_of_a_small_base_that_was_told_before_cannot_be_taken_back(place: Home) -> None:
    save_record(place, by_sex(minimum_base=10))
    write_bundle(shares(8, 50.0), place.bundles)
    check_protection(place, shares(8, None))


def test_figures_that_contradict_each_other_are_refused(place: Home) -> None:
    save_record(place, record())
    with pytest.raises(RuleError, match="figures contradict the others"):
        check_protection(place, told({"0180": 20, "a": 19, "d": 21}))


def test_figures_without_a_record_are_refused(place: Home) -> None:
    missing = place.path / "privacy" / f"{record().report.id}.json"
    with pytest.raises(RuleError) as refused:
        check_protection(place, told(OPEN))
    assert str(refused.value) == (
        f"{missing}: there are figures of the release '{record().report.id}', and no privacy report of it in "
        "this home\nCompute them again here: then they are protected and audited together.\n" + OLD_SITE
    )


def test_a_damaged_record_is_said_so(place: Home) -> None:
    save_record(place, record())
    (place.path / "privacy" / f"{record().report.id}.json").write_text("{}")
    with pytest.raises(StorageError, match="the privacy report of a release cannot be read"):
        check_protection(place, told(OPEN))


def test_one_register_and_period_comes_of_one_release(place: Home) -> None:
    one, other = record(), record(report=report(told="two"))
    for each in (one, other):
        save_record(place, each)
    first, second = told({"0180": 52}, one), told({"a": 20}, other)
    both = first.model_copy(
        update={"cleared": type(first.cleared)((*first.cleared, *second.cleared))}
    ).checked()
    with pytest.raises(RuleError) as refused:
        check_protection(place, both)
    assert str(refused.value) == (
        "the figures of 'register' for 2018 come of two releases, which nobody has audited together\n"
        "Compute everything that is counted in the register in one run.\n" + OLD_SITE
    )


def test_a_period_that_the_release_does_not_have_is_refused(place: Home) -> None:
    save_record(place, record())
    with pytest.raises(RuleError, match="has no table for its period"):
        check_protection(place, told(OPEN, year=2019))


def test_an_area_that_the_release_does_not_have_is_refused(place: Home) -> None:
    save_record(place, record())
    with pytest.raises(RuleError, match="did not come to an end"):
        check_protection(place, told({"0180": 52, "annan": 1}))


def test_an_area_that_only_an_earlier_publication_has_is_left_out(place: Home) -> None:
    save_record(place, record())
    write_bundle(told({"0180": 52, "annan": 1}), place.bundles)
    check_protection(place, told(OPEN))


AGES = {
    "17 <= age <= 24": frozenset({"17-24"}),
    "16 <= age <= 24": frozenset({"16", "17-24"}),
}


def definition(population: str, divisions: tuple[str, ...] = ()) -> CountedDefinition:
    count = CountDefinition(
        register="register", population=population, measure=CountOf(), divisions=divisions
    )
    unit = Unit(measure=Measure.COUNT, label=Text(sv="personer"))
    return CountedDefinition(key="antal", unit=unit, rounded_to=1.0, count=count)


def release_of(*definitions: CountedDefinition, named: str = "two") -> ReleaseRecord:
    """A release whose figures of `antal` are by the first definition; those of the others are not told."""
    conditions = {f"{item.key}.population": AGES[str(item.count.population)] for item in definitions}
    areas = dimensions()[0]
    return record(
        report=report(told=named),
        indicators=tuple(item.key for item in definitions),
        definitions=definitions,
        tables=(
            ReleasedTable(
                periods=(YEAR,), dimensions=released_dimensions((areas, Dimension("counted", conditions)))
            ),
        ),
    )


def test_figures_by_a_definition_that_nobody_reckoned_with_are_refused(place: Home) -> None:
    old, new = definition("17 <= age <= 24"), definition("16 <= age <= 24")
    first, second = release_of(old, named="one"), release_of(new)
    for each in (first, second):
        save_record(place, each)
    write_bundle(told({"0180": 52, "a": 20}, first), place.bundles)
    with pytest.raises(RuleError) as refused:
        check_protection(place, told({"0180": 60, "a": 23}, second))
    assert str(refused.value) == (
        "register, 2018: readers have figures of 'antal' by a definition that is not counted any more\n"
        "Compute the register's figures again: then the former definition is counted as well.\n" + OLD_SITE
    )


def test_figures_by_a_former_definition_are_held_against_those_of_now(place: Home) -> None:
    """Of 17 and more 8 were told in b, which tells nothing of those of 16 and more there, or of c."""
    old, new = definition("17 <= age <= 24"), definition("16 <= age <= 24")
    first, second = release_of(old, named="one"), release_of(new, old.former())
    for each in (first, second):
        save_record(place, each)
    write_bundle(told({"b": 8}, first), place.bundles)
    check_protection(place, told({"0180": 60, "a": 20, "b": None, "c": None, "d": 21}, second))
    more = release_of(definition("17 <= age <= 24", ("delar",)), named="three")
    save_record(place, more)
    with pytest.raises(RuleError, match="1 could be worked out"):
        check_protection(place, told({"0180": 52, "a": 20, "b": None, "c": None, "d": 21}, more))


def test_figures_that_were_moved_by_chance_hide_nothing_to_audit(place: Home) -> None:
    moved = record(report=report(ProtectionMethod.CELL_KEY), tables=())
    save_record(place, moved)
    check_protection(place, told({"0180": 51, "a": 22, "d": 60}, moved))


def test_a_publication_without_figures_of_its_own_asks_nothing(place: Home) -> None:
    check_protection(place, edition())
    assert not (place.path / "privacy").exists()


def test_a_record_is_read_back_and_told_in_sentences(place: Home) -> None:
    kept = record()
    save_record(place, kept)
    assert record_of(place, kept.report.id) == kept
    said = sentences(place, told(OPEN).cleared)
    assert list(said) == [kept.report.id]
    assert all(item.sv and item.en for item in said[kept.report.id])
    assert find(["sensitive", "hidden_for_others"], texts={"said": repr(said)}) == []


def test_a_release_that_fails_is_not_written_and_the_old_site_stays(home, strategist, today) -> None:
    """Through the whole use case: no bundle, no edition, the same site."""
    publish(home, actor=strategist, today=today)
    before = (home.site.readlink(), [item.hash for item in list_bundles(home.bundles)])
    counted = protected(
        observation(2019, 41.0, indicator="behoriga", area="9999"), release="0123456789abcdef"
    )
    home.evidence.save([counted], loaded=today, came_from="register")
    for dry_run in (True, False):
        with pytest.raises(RuleError, match="no privacy report of it in this home"):
            publish(home, actor=strategist, today=today, dry_run=dry_run)
    assert (home.site.readlink(), [item.hash for item in list_bundles(home.bundles)]) == before
