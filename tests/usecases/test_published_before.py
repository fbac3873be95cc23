"""What readers have of people stays known, whatever became of the indicator, the breakdown or the method."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.disclosure.audit import Readers, Told, audit_published
from fardplan.disclosure.tables import Dimension
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.sources.city_package import load_city_folder
from fardplan.usecases.counting import Asked, Counted, count
from fardplan.usecases.published_before import PublishedBefore
from fardplan.vocabulary.errors import InputError, RuleError
from tests.counting_city import write_counting_city

DAY = date(2021, 3, 1)
AREAS = ("norr", "ost", "syd")
BY_SEX = ("divisions: [delar]", "divisions: [delar]\n  breakdowns: [{columns: [sex]}]")
INCOME = "  - {name: income, type: integer, least: 0, label: {sv: Inkomst, en: Income}}\n"


class City:
    """Lillköping, whose definitions change; what is told is published at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_counting_city(folder / "lillkoping")
        self.rows = folder / "rows.parquet"
        self.before = PublishedBefore()

    def write(self, people: Mapping[tuple[str, int, str], int], year: int = 2020) -> None:
        """`people`: how many of each area, age and sex; who is 20 or more is in work."""
        rows = [who for who, number in people.items() for _ in range(number)]
        frame = pl.DataFrame(rows, schema={"area": str, "age": int, "sex": str}, orient="row")
        columns = [
            pl.lit(year).alias("year"),
            pl.lit(0).alias("income"),
            (pl.col("age") >= 20).alias("employed"),
        ]
        frame.with_row_index("person").with_columns(pl.col("person").cast(pl.Int64), *columns).write_parquet(
            self.rows
        )

    def replace(self, file: str, *changes: tuple[str, str]) -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def rename(self, old: str, new: str) -> None:
        self.replace(f"indicators/{old}.yaml", (f"key: {old}", f"key: {new}"))
        (self.folder / "indicators" / f"{old}.yaml").rename(self.folder / "indicators" / f"{new}.yaml")

    def tell(self, *keys: str, span: tuple[int, int] | None = None) -> Counted:
        city = load_city_folder(self.folder)
        register = city.register("invanare")
        asked = tuple(item for item in city.indicators if item.key in keys)
        assert register is not None
        what = Asked(register, asked, (self.rows,), span, self.before)
        counted = count(city, what, DuckDbEngine(threads=1), today=DAY)
        records = {**self.before.records, counted.record.report.id: counted.record}
        self.before = PublishedBefore((counted.observations, *self.before.editions), records)
        return counted


@pytest.fixture
def city(tmp_path: Path) -> City:
    (tmp_path / "city").mkdir()
    found = City(tmp_path / "city")
    found.replace("indicators/jobb-per-boende.yaml", ("per: boende", "per: arbetande"))
    return found


def figures(counted: Counted, key: str = "boende", group: str = "") -> dict[str, float | None]:
    own = [item for item in counted.observations if (item.indicator, str(item.group)) == (key, group)]
    return {item.area: item.value for item in own}


def by_age(norr: int, ost: int, syd: int, *, sixteen: int = 0) -> dict[tuple[str, int, str], int]:
    """So many of 20 years in each district, and some of 16 in Norr."""
    return {
        ("norr", 20, "K"): norr,
        ("ost", 20, "K"): ost,
        ("syd", 20, "K"): syd,
        ("norr", 16, "K"): sixteen,
    }


def test_a_definition_that_changed_does_not_tell_those_between_the_two(city: City) -> None:
    """60 of 17 and more were told in Norr, and with the 3 of 16 they are 63: that must not be told."""
    city.replace("indicators/boende.yaml", ("age >= 0", "17 <= age <= 24"))
    city.write(by_age(60, 50, 40, sixteen=3))
    first = city.tell("boende")
    assert figures(first) == {"9999": 150, "norr": 60, "ost": 50, "syd": 40}
    city.replace("indicators/boende.yaml", ("17 <= age <= 24", "16 <= age <= 24"))
    second = city.tell("boende")
    assert second.former == ("boende",)
    assert figures(second) == {"9999": None, "norr": None, "ost": 50, "syd": 40}
    assert {item.indicator for item in second.observations} == {"boende"}


def test_an_indicator_that_was_withdrawn_is_not_forgotten(city: City) -> None:
    """As above, but the new definition has a new key and the old indicator is not there any more."""
    city.replace("indicators/boende.yaml", ("age >= 0", "17 <= age <= 24"))
    city.write(by_age(60, 50, 40, sixteen=3))
    city.tell("boende")
    city.rename("boende", "folk")
    city.replace("indicators/folk.yaml", ("17 <= age <= 24", "16 <= age <= 24"))
    second = city.tell("folk")
    assert (second.former, figures(second, "folk")["norr"]) == (("boende",), None)


def test_another_name_for_the_same_people_takes_nothing_and_hides_what_was_hidden(city: City) -> None:
    """Norr (60) is corrected to 12; Öst, hidden beside Syd (3) under the old name, stays so under the new."""
    city.write(by_age(60, 30, 3))
    assert figures(city.tell("boende")) == {"9999": 93, "norr": 60, "ost": None, "syd": None}
    city.rename("boende", "folk")
    city.write(by_age(12, 30, 3))
    second = city.tell("folk")
    assert second.former == ()
    assert figures(second, "folk") == {"9999": 45, "norr": 12, "ost": None, "syd": None}


def test_a_breakdown_that_is_told_no_more_is_still_known(city: City) -> None:
    """40 women were told in Norr; 37 of them are 20 or more, and would be told by another indicator."""
    city.replace("indicators/boende.yaml", BY_SEX)
    women = {("norr", 20, "K"): 37, ("norr", 16, "K"): 3, ("norr", 20, "M"): 40}
    city.write(women | {(area, 20, sex): 30 for area in ("ost", "syd") for sex in "KM"})
    assert figures(city.tell("boende"), group="sex=K")["norr"] == 40
    text = (city.folder / "indicators" / "boende.yaml").read_text("utf-8")
    grown = text.replace("key: boende", "key: vuxna").replace("age >= 0", "age >= 20")
    (city.folder / "indicators" / "vuxna.yaml").write_text(grown, "utf-8")
    city.replace("indicators/boende.yaml", ("  breakdowns: [{columns: [sex]}]\n", ""))
    counted = city.tell("boende", "vuxna")
    assert (counted.former, figures(counted, "vuxna", "sex=K")["norr"]) == (("boende",), None)


def test_more_breakdowns_and_a_rule_of_later_years_are_no_change(city: City) -> None:
    city.write(by_age(60, 50, 40))
    city.tell("boende")
    later = "[{first: '2000', when: age >= 0}, {first: '2021', when: age > 3}]"
    city.replace(
        "indicators/boende.yaml",
        BY_SEX,
        ("age >= 0", later),
        ("polarity: up", "breaks: [{first: '2021', text: {sv: Ny regel}}]\npolarity: up"),
    )
    assert city.tell("boende").former == ()


def test_what_cannot_be_counted_any_more_is_told_with_a_way_on(city: City) -> None:
    city.replace("indicators/boende.yaml", ("age >= 0", "income >= 0"))
    city.write(by_age(60, 50, 40))
    city.tell("boende")
    city.replace("indicators/boende.yaml", ("income >= 0", "age >= 0"))
    city.replace(
        "registers/invanare.yaml",
        (INCOME, ""),
    )
    with pytest.raises(InputError) as refused:
        city.tell("boende")
    assert str(refused.value).startswith(
        "register 'invanare': readers have figures of 'boende' that cannot be counted any more: "
    )
    assert "Put it back; no figure need be told by it." in str(refused.value)


def test_an_area_that_is_gone_is_told_with_a_way_on(city: City) -> None:
    city.write(by_age(60, 50, 40))
    city.tell("boende")
    city.replace("areas.yaml", ("code: syd", "code: soder"), ("ost, syd]", "ost, soder]"))
    city.write({("norr", 20, "K"): 60})
    with pytest.raises(RuleError) as refused:
        city.tell("boende")
    assert str(refused.value) == (
        "register 'invanare': readers have figures of 'boende' for 2020 and the area 'syd', which nothing "
        "counts any more\n"
        "Put it back among the city's areas or the register's categories; no figure need be told of it by a "
        "new definition. Or count only later years: --period.\n"
        "Nothing was counted; the figures that were there stay."
    )


def test_a_category_that_nobody_is_in_any_more_is_no_obstacle(city: City) -> None:
    """All men turn out to be women: a correction, and the register still knows the category."""
    city.replace("indicators/boende.yaml", BY_SEX)
    people = {(area, 20, sex): 30 for area in AREAS for sex in "KM"}
    city.write(people)
    city.tell("boende")
    city.write({(area, 20, "K"): 60 for area in AREAS})
    assert figures(city.tell("boende"), group="sex=K")["norr"] == 60


@pytest.mark.parametrize("after", ["cell_key", "rounding"])
def test_no_year_is_told_by_two_methods(city: City, after: str) -> None:
    city.write(by_age(60, 50, 40))
    city.tell("boende")
    with (city.folder / "registers" / "invanare.yaml").open("a") as file:
        file.write(f"disclosure: {{method: {after}}}\n")
    with pytest.raises(
        RuleError, match=f"for 2020 have been published by suppression, and would now be told by {after}"
    ):
        city.tell("boende")
    city.write(by_age(60, 50, 40), year=2021)
    if after == "rounding":
        assert figures(city.tell("boende"))["norr"] == 60


def test_a_correction_of_a_few_persons_is_held_back(city: City) -> None:
    """41 for 40 would tell of the one who came in; what readers have stays, and the report says so."""
    city.write(by_age(60, 50, 40))
    first = city.tell("boende")
    city.write(by_age(60, 50, 41))
    second = city.tell("boende")
    assert second.observations == first.observations
    assert second.record.report.held_back == ("2020",)
    assert second.record.tables == ()
    city.write(by_age(60, 50, 45))
    third = city.tell("boende")
    assert (figures(third), third.record.report.held_back) == (
        {"9999": 155, "norr": 60, "ost": 50, "syd": 45},
        (),
    )


def test_the_report_names_the_series_of_others_beside_a_count(city: City) -> None:
    city.replace(
        "indicators/boende.yaml",
        ("population: age", "variant_of: behoriga\n  differs: {sv: Annat}\n  population: age"),
    )
    city.write(by_age(60, 50, 40))
    assert city.tell("boende").record.report.official == ("behoriga",)


def test_what_is_held_back_is_told_under_the_name_of_now(city: City) -> None:
    city.write(by_age(60, 50, 40))
    first = city.tell("boende")
    city.rename("boende", "folk")
    city.write(by_age(60, 50, 41))
    assert city.tell("folk").observations == tuple(
        replace(item, indicator="folk") for item in first.observations
    )


def test_a_few_without_the_trait_are_as_telling_as_a_few_with_it(city: City) -> None:
    """Ten come in to Norr, eight of them in work: two are not."""
    people = {(area, age, "K"): number for area in AREAS for age, number in ((30, 40), (18, 20))}
    city.replace("indicators/sysselsatta.yaml", ("20 <= age", "10 <= age"))
    city.write(people)
    first = city.tell("sysselsatta")
    more = people | {("norr", 30, "K"): 48, ("norr", 18, "K"): 22}
    city.write(more)
    assert city.tell("sysselsatta").observations == first.observations
    city.write(more | {("norr", 18, "K"): 26})
    assert city.tell("sysselsatta").record.report.held_back == ()


@given(
    st.lists(st.sampled_from([3, 0, 1, 4, 7, 30]), min_size=12, max_size=12),
    st.sampled_from([17, 18]),
    st.sampled_from([16, 19, 18]),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_holds_two_definitions_against_each_other_finds_nobody(
    tmp_path_factory, numbers, old, new
) -> None:
    """Ages 16 to 19 in three districts; those between the two definitions are looked for as if hidden."""
    city = City(tmp_path_factory.mktemp("city"))
    cells = [(area, age, "K") for area in AREAS for age in range(16, 20)]
    city.write({**dict(zip(cells, numbers, strict=True)), ("norr", 60, "M"): 1})
    told: list[Told] = []
    for edition, least in ((1, old), (0, new)):
        city.replace(
            "indicators/boende.yaml",
            ("age >= 0" if edition else f"{old} <= age <= 19", f"{least} <= age <= 19"),
        )
        counted = city.tell("boende")
        told += [
            Told(
                (item.area, f"{least}.population"),
                base=None if item.value is None else round(item.value),
                edition=edition,
            )
            for item in counted.observations
        ]
    found = audit_published(*attack(told, old, new))
    alone = audit_published(*attack([one for one in told if one.edition], old, new))
    known = {(finding.told.whole, finding.which) for finding in alone.leaks}
    assert [one for one in found.leaks if (one.told.whole, one.which) not in known] == []


def attack(told: Sequence[Told], old: int, new: int) -> tuple[Sequence[Dimension], Sequence[Told], Readers]:
    ages = {f"{least}.population": frozenset(map(str, range(least, 20))) for least in {old, new}}
    between = frozenset(map(str, range(min(old, new), max(old, new))))
    if between:
        ages["between.population"] = between
    areas = {"9999": frozenset({*AREAS, "nowhere"}), **{area: frozenset({area}) for area in AREAS}}
    looked_for = [Told((area, "between.population")) for area in areas] if between else []
    dimensions = (Dimension("area", areas), Dimension("counted", ages))
    return dimensions, [*told, *looked_for], Readers(5)
