"""Loading, reading back, revising: the store of vintages as its users meet it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fardplan.evidence.frame import SCHEMA
from fardplan.evidence.load import About
from fardplan.evidence.report import Outcome, SaveReport, SeriesReport
from fardplan.evidence.store import EvidenceStore
from fardplan.vocabulary.check import Checked, CheckName, Severity
from fardplan.vocabulary.errors import InputError, StorageError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text

MakeFigure = Callable[..., Observation]
DAY = date(2020, 1, 1)

FULL = Provenance(
    source="Trygghetsmätningen, Socialförvaltningen",
    origin=Origin.OWN_CALCULATION,
    loaded=DAY,
    published=date(2018, 3, 1),
    published_basis=PublishedBasis.NO_LATER_THAN,
    address="https://example.org/trygghet",
    via="a press page",
    licence="CC0",
    clearance=Clearance.PUBLISHED_BY_SOURCE,
)
WITH_EVERYTHING = Observation(
    indicator="otrygghet",
    area="farsta",
    period=Period.parse("2017-HT"),
    value=12.0,
    provenance=FULL,
    group=Group.parse("age=16-19;sex=K"),
    status=Status.PRELIMINARY,
    lower=9.5,
    upper=15.25,
    base=1042,
    note="som läst: 12,0*",
)


def save(
    store: EvidenceStore, *figures: Observation, loaded: date = DAY, extends: bool = False
) -> SaveReport:
    return store.save(figures, loaded=loaded, came_from="fil.csv", extends=extends)


def test_what_is_saved_is_read_back_to_the_last_field(store: EvidenceStore, figure: MakeFigure) -> None:
    zero = figure("2017/18", 0.0, indicator="otrygghet", area="farsta")
    hidden = figure("2018-09", None, indicator="otrygghet", area="älvsjö", status=Status.SUPPRESSED)

    save(store, hidden, WITH_EVERYTHING, zero)

    assert store.series("otrygghet") == (zero, WITH_EVERYTHING, hidden)


def test_a_new_series_is_reported_as_new(store: EvidenceStore, figure: MakeFigure) -> None:
    report = save(store, figure("2016", 88.7), figure("2017", 84.7), WITH_EVERYTHING)

    assert report == SaveReport(
        series=(
            SeriesReport("behorighet", "Kolada", Outcome.NEW, rows=2, added=2),
            SeriesReport("otrygghet", FULL.source, Outcome.NEW, rows=1, added=1),
        ),
        rows=3,
    )


def test_the_same_content_again_makes_no_new_vintage(store: EvidenceStore, figure: MakeFigure) -> None:
    save(store, figure("2016", 88.7), figure("2017", 84.7))
    before = store.vintages("behorighet")

    later = date(2021, 5, 5)
    report = save(store, figure("2017", 84.7, loaded=later), figure("2016", 88.7, loaded=later), loaded=later)

    assert report == SaveReport((SeriesReport("behorighet", "Kolada", Outcome.UNCHANGED, rows=2),), rows=2)
    assert not report.changed_anything
    assert store.vintages("behorighet") == before


def test_an_unknown_day_of_publication_does_not_make_the_same_content_new(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    def undated(day: date) -> Observation:
        return figure("2016", 88.7, published=day, loaded=day, basis=PublishedBasis.LOADED)

    save(store, undated(DAY))

    assert not save(store, undated(date(2021, 5, 5)), loaded=date(2021, 5, 5)).changed_anything


def test_a_figure_loaded_again_is_as_old_as_when_it_first_came(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    """Else a table without dates would make every old figure look new each time a year is added."""
    later = date(2021, 5, 5)

    def undated(period: str, value: float, day: date) -> Observation:
        return figure(period, value, published=day, loaded=day, basis=PublishedBasis.LOADED)

    save(store, undated("2016", 88.7, DAY), undated("2017", 84.7, DAY))
    save(
        store,
        *(undated(year, value, later) for year, value in [("2016", 88.7), ("2017", 85.0)]),
        loaded=later,
    )

    assert store.series("behorighet") == (undated("2016", 88.7, DAY), undated("2017", 85.0, later))


def test_a_revision_is_counted_and_the_old_vintage_stays(store: EvidenceStore, figure: MakeFigure) -> None:
    old = [figure("2015", 88.0), figure("2016", 88.7), figure("2017", 84.7)]
    new = [figure("2016", 88.7), figure("2017", 84.8, published=date(2019, 9, 25)), figure("2018", 86.9)]
    save(store, *old)
    report = save(store, *new, loaded=date(2020, 2, 2))

    assert report == SaveReport(
        (
            SeriesReport(
                "behorighet",
                "Kolada",
                Outcome.REVISED,
                3,
                added=1,
                changed=1,
                withdrawn=1,
                warnings=(
                    "Figures withdrawn, since this load does not hold them: 1, the first behorighet, 0180, "
                    "2015. To keep them, say extends: true.",
                ),
            ),
        ),
        rows=3,
    )
    assert store.series("behorighet") == tuple(new)
    assert store.series("behorighet", as_of=date(2017, 12, 31)) == (old[0], new[0], old[2])
    assert [vintage.current for vintage in store.vintages("behorighet")] == [False, True]


def test_figures_that_can_no_longer_be_published_are_told(store: EvidenceStore) -> None:
    save(store, WITH_EVERYTHING)
    provenance = replace(FULL, clearance=Clearance.INTERNAL)

    assert save(store, replace(WITH_EVERYTHING, provenance=provenance)).warnings == (
        "Figures that could be published and are now internal: 1, the first otrygghet, farsta, "
        "age=16-19;sex=K, 2017-HT. If their source has published them, say clearance: published_by_source.",
    )
    assert save(store, WITH_EVERYTHING).warnings == ()


def test_new_words_about_the_source_make_a_vintage_with_no_figure_changed(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    save(store, figure("2016", 88.7))
    report = save(store, figure("2016", 88.7, published=date(2016, 9, 24)))

    assert report == SaveReport((SeriesReport("behorighet", "Kolada", Outcome.REVISED, 1),), rows=1)


def test_a_series_may_return_to_what_it_said_before(store: EvidenceStore, figure: MakeFigure) -> None:
    first, second = figure("2016", 88.7), figure("2016", 88.6)
    for item in (first, second, first, second):
        save(store, item)

    ids = [vintage.id for vintage in store.vintages("behorighet")]
    assert ids == [ids[0], ids[1], f"{ids[0]}-2", f"{ids[1]}-2"]
    assert store.series("behorighet") == (second,)
    assert store.verify() == []


def test_a_load_that_extends_keeps_what_it_does_not_mention(store: EvidenceStore, figure: MakeFigure) -> None:
    save(store, figure("2016", 88.7), figure("2017", 84.7))
    report = save(store, figure("2017", 84.8), figure("2018", 86.9), extends=True)

    assert report == SaveReport(
        (SeriesReport("behorighet", "Kolada", Outcome.REVISED, 3, added=1, changed=1),), rows=2
    )
    assert store.series("behorighet") == (figure("2016", 88.7), figure("2017", 84.8), figure("2018", 86.9))


def test_a_load_that_extends_with_nothing_new_changes_nothing(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    save(store, figure("2016", 88.7), figure("2017", 84.7))

    assert not save(store, figure("2016", 88.7), extends=True).changed_anything


def test_the_source_published_last_fills_a_cell_unless_another_is_preferred(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    early = figure("2017", 84.7, source="Skolverket", published=date(2017, 9, 20))
    late = figure("2017", 84.8, source="Kolada", published=date(2017, 9, 25))
    only = figure("2016", 88.7, source="Skolverket")
    save(store, late)
    save(store, early, only)

    assert store.series("behorighet") == (only, late)
    assert store.series("behorighet", prefer=["Skolverket"]) == (only, early)
    assert store.series("behorighet", prefer=["nobody", "Kolada", "Skolverket"]) == (only, late)


def test_of_two_published_on_one_day_the_source_loaded_last_fills_the_cell(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    one, two = figure("2017", 1.0, source="A"), figure("2017", 2.0, source="B")
    save(store, two)
    save(store, one)

    assert store.series("behorighet") == (one,)


def test_a_missing_cell_gives_way_to_a_source_that_has_something(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    nothing = figure("2017", None, source="A", published=date(2020, 1, 1))
    something = figure("2017", 84.7, source="B", published=date(2017, 1, 1))
    save(store, nothing, something)

    assert store.series("behorighet", prefer=["A"]) == (something,)


def test_an_internal_figure_does_not_hide_a_public_one(store: EvidenceStore) -> None:
    public = WITH_EVERYTHING
    internal = Observation(
        public.indicator,
        public.area,
        public.period,
        99.0,
        Provenance("own count", Origin.OWN_CALCULATION, DAY, DAY),
        group=public.group,
    )
    save(store, public, internal)

    assert store.series("otrygghet") == (internal,)
    assert store.series("otrygghet", public=True) == (public,)
    assert store.everything(public=True) == {"otrygghet": (public,)}


def test_everything_is_every_series_on_one_day(store: EvidenceStore, figure: MakeFigure) -> None:
    save(store, figure("2016", 88.7), figure("2018", 86.9), WITH_EVERYTHING)

    assert store.everything() == {name: store.series(name) for name in ("behorighet", "otrygghet")}
    assert store.everything(as_of=date(2017, 1, 1)) == {"behorighet": (figure("2016", 88.7),)}


def test_a_read_can_be_limited_to_some_areas(store: EvidenceStore, figure: MakeFigure) -> None:
    here, there = figure("2016", 88.7), figure("2016", 78.8, area="1280")
    save(store, here, there)

    assert store.series("behorighet", areas={"1280"}) == (there,)
    assert store.series("behorighet", areas={"1280"}, as_of=date(2018, 1, 1)) == (there,)
    assert store.everything(areas=["0180", "1280"]) == {"behorighet": (here, there)}


def test_a_question_of_today_needs_only_the_newest_vintage(store: EvidenceStore, figure: MakeFigure) -> None:
    save(store, figure("2016", 88.7))
    save(store, figure("2016", 88.6))
    (store.folder / store.vintages("behorighet")[0].path).unlink()

    assert store.series("behorighet", as_of=DAY) == (figure("2016", 88.6),)


def test_an_empty_store_has_nothing_and_no_problems(store: EvidenceStore) -> None:
    assert (
        store.indicators(),
        store.vintages("x"),
        store.series("x"),
        store.everything(),
        store.verify(),
    ) == (
        (),
        (),
        (),
        {},
        [],
    )


def test_the_file_is_plain_columns_for_any_engine(store: EvidenceStore) -> None:
    save(store, WITH_EVERYTHING)
    (vintage,) = store.vintages("otrygghet")
    rows = pl.read_parquet(store.folder / vintage.path)

    assert (rows.schema, rows.to_dicts()) == (
        SCHEMA,
        [
            {
                "indicator": "otrygghet",
                "area": "farsta",
                "period": "2017-HT",
                "period_kind": "term",
                "period_start": date(2017, 7, 1),
                "period_end": date(2017, 12, 31),
                "group": "age=16-19;sex=K",
                "value": 12.0,
                "lower": 9.5,
                "upper": 15.25,
                "base": 1042,
                "status": "preliminary",
                "origin": "own_calculation",
                "source": "Trygghetsmätningen, Socialförvaltningen",
                "address": "https://example.org/trygghet",
                "via": "a press page",
                "licence": "CC0",
                "clearance": "published_by_source",
                "release": None,
                "published": date(2018, 3, 1),
                "published_basis": "no_later_than",
                "loaded": DAY,
                "note": "som läst: 12,0*",
            }
        ],
    )


def test_what_was_found_when_figures_arrived_is_kept_with_their_edition(store: EvidenceStore) -> None:
    note = Checked(name=CheckName.REVISED, severity=Severity.NOTE, text=Text(sv="reviderad"), cells=1)
    about = {("otrygghet", FULL.source): About((note,), ("ab12", "cd34"), "Andel otrygga")}
    store.save([WITH_EVERYTHING], loaded=DAY, came_from="https://example.org/", about=about)

    (vintage,) = store.vintages("otrygghet")
    assert (vintage.checks, vintage.answers) == ((note,), ("ab12", "cd34"))
    assert vintage.described == "Andel otrygga"


def test_provenance_and_checksum_lie_beside_the_file(store: EvidenceStore) -> None:
    store.save([WITH_EVERYTHING], loaded=DAY, came_from="karta.yaml", checksum="ab12")
    (vintage,) = store.vintages("otrygghet")
    path = store.folder / vintage.path

    assert path.parent == store.folder / "otrygghet" / "trygghetsmatningen-socialforvaltningen-ef71a862"
    assert json.loads(path.with_suffix(".json").read_text()) == {
        "indicator": "otrygghet",
        "source": FULL.source,
        "id": vintage.id,
        "loaded": "2020-01-01",
        "published_first": "2018-03-01",
        "published_last": "2018-03-01",
        "rows": 1,
        "checksum": vintage.checksum,
        "came_from": "karta.yaml",
        "came_from_checksum": "ab12",
        "simulated": False,
        "checks": [],
        "answers": [],
        "described": None,
        "provenance": [
            {
                "source": FULL.source,
                "origin": "own_calculation",
                "address": "https://example.org/trygghet",
                "via": "a press page",
                "licence": "CC0",
                "clearance": "published_by_source",
                "release": None,
                "published_basis": "no_later_than",
                "rows": 1,
            }
        ],
    }


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "the file is damaged"),
        (lambda path: path.unlink(), "cannot be read: No such file or directory"),
    ],
)
def test_a_damaged_or_lost_file_is_said_so_and_nothing_stands_in_for_it(
    store: EvidenceStore, figure: MakeFigure, change: Callable[[Path], None], problem: str
) -> None:
    save(store, figure("2016", 88.7))
    save(store, figure("2016", 88.6), WITH_EVERYTHING)
    path = store.folder / store.vintages("behorighet")[-1].path
    change(path)

    with pytest.raises(StorageError) as error:
        store.series("behorighet")
    assert error.value.where == str(path)
    assert problem in error.value.what
    assert store.verify() == [f"{path}: {error.value.what}"]
    assert store.series("otrygghet") == (WITH_EVERYTHING,)


def test_files_that_are_not_in_the_list_are_reported_and_not_read(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    save(store, figure("2016", 88.7))
    path = store.folder / store.vintages("behorighet")[0].path
    stray, half = path.with_name("stray.parquet"), path.with_name("half.parquet.part")
    stray.write_bytes(path.read_bytes())
    half.write_bytes(b"PAR1")
    path.with_suffix(".json").unlink()

    assert store.verify() == [
        f"{path.with_suffix('.json')}: is absent; the figures themselves are whole",
        f"{stray}: is not in the list of vintages; a load that was cut off may have left it",
        f"{half}: is unfinished; the next load clears it away",
    ]
    assert store.series("behorighet") == (figure("2016", 88.7),)

    save(store, figure("2017", 84.7))
    assert (stray.exists(), half.exists()) == (True, False)


def test_two_figures_in_one_cell_are_refused(store: EvidenceStore, figure: MakeFigure) -> None:
    with pytest.raises(InputError) as error:
        save(store, figure("2016", 88.7), figure("2017", 1.0), figure("2016", 88.8))

    assert str(error.value) == (
        "2 figures share a cell with another from the same source, the first: behorighet, 0180, 2016\n"
        "One source gives one figure for an area, group and period.\n"
        "Nothing was loaded."
    )
    assert store.indicators() == ()


@pytest.mark.parametrize("key", ["../up", "Ä", "", "a b", "N15436"])
def test_an_indicator_whose_key_is_no_key_is_refused(
    store: EvidenceStore, figure: MakeFigure, key: str
) -> None:
    with pytest.raises(InputError, match="cannot be the key of an indicator"):
        save(store, figure("2016", 88.7, indicator=key))


def test_a_group_that_could_not_be_read_again_is_refused(store: EvidenceStore) -> None:
    group = Group((("sex", "K;M"),))
    with pytest.raises(InputError):
        save(
            store,
            Observation("otrygghet", "farsta", Period.of_year(2017), 1.0, FULL, group=group),
        )


def test_a_load_of_nothing_is_refused(store: EvidenceStore) -> None:
    with pytest.raises(InputError, match="there are no figures to load"):
        save(store)


def test_evidence_of_a_newer_version_is_left_alone(store: EvidenceStore, figure: MakeFigure) -> None:
    manifest = store.folder / "manifest.json"
    store.folder.mkdir()
    manifest.write_text('{"format": 4, "editions": []}')

    with pytest.raises(StorageError) as error:
        save(store, figure("2016", 88.7))

    assert str(error.value) == (
        f"{manifest}: the evidence has format 4, and this version of the program reads up to 3\n"
        "Use the version of the program that wrote it, or a later one.\n"
        "Nothing was changed."
    )
    assert manifest.read_text() == '{"format": 4, "editions": []}'


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1, "vintages": [{}]}', "\x00"])
def test_a_damaged_list_is_said_so(store: EvidenceStore, text: str) -> None:
    store.folder.mkdir()
    (store.folder / "manifest.json").write_text(text)

    with pytest.raises(StorageError, match="the list of vintages is damaged"):
        store.series("behorighet")


def test_a_fingerprint_changes_with_the_editions_of_what_is_asked_about_alone(
    store: EvidenceStore, figure: MakeFigure
) -> None:
    asked = ["behorighet"]
    nothing = store.fingerprint(asked)
    save(store, figure("2019", 10.0))
    first = store.fingerprint(asked)
    save(store, figure("2019", 10.0))
    again = store.fingerprint(asked)
    save(store, figure("2019", 10.0, indicator="annan"))
    of_another = store.fingerprint(asked)
    save(store, figure("2019", 11.0))
    assert (first == again == of_another, nothing == first, store.fingerprint(asked) == first) == (
        True,
        False,
        False,
    )
