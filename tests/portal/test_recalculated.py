"""What a page tells of figures recalculated to today's districts."""

from pathlib import Path

from fardplan.portal.contents import Contents
from fardplan.portal.recalculated import recalculated
from fardplan.portal.site import render_site
from fardplan.presentation.charts import Drawing
from fardplan.vocabulary.observation import Origin
from tests.portal.sample import INDICATORS, publication


def test_a_section_has_a_chart_and_every_figure_with_how_it_was_made() -> None:
    contents = Contents(publication())
    item = next(one for one in INDICATORS if one.key == "lasning")
    (section,) = recalculated(contents, item, "en", id="r")
    assert section.title == "Recalculated to Nya stadsdelar"
    assert not section.simulated
    assert not section.has_groups
    assert [(row.place, row.period, row.value, row.bounds) for row in section.rows] == [
        ("Dammhagen", "2017", "72.6", "70.1–75.0"),
        ("Centrum", "2017", "88.2", ""),
        ("Dalen", "2017", "81.0", ""),
        ("Ekbacken", "2017", "79.9", ""),
        ("Fiskartorp", "2017", "–", ""),
        ("Dammhagen", "2018", "73.2", "71.4–75.0"),
        ("Centrum", "2018", "89.0", ""),
        ("Dalen", "2018", "83.2", ""),
        ("Ekbacken", "2018", "–", ""),
        ("Fiskartorp", "2018", "–", ""),
    ]
    assert section.rows[0].made_of == "Ankdammen, Björkhagen"
    assert section.rows[0].why == "recalculated: put together by number of residents"
    assert section.rows[4].why == "not recalculated: the figure of an older area is missing"
    assert section.chart is not None
    assert section.chart.origins == "official statistics, own calculation"
    drawing: Drawing = section.chart.drawing
    assert drawing.table.header == ("Name", "2017", "2018", "Lowest and highest", "Remark")
    assert (
        "Dammhagen*",
        "72.6",
        "73.2",
        "71.4 to 75.0",
        "preliminary, own calculation",
    ) in drawing.table.rows


def test_an_indicator_without_recalculated_figures_has_no_section() -> None:
    contents = Contents(publication())
    other = next(one for one in INDICATORS if one.key == "arbete")
    assert recalculated(contents, other, "sv", id="r") == ()


def test_one_district_alone_is_not_drawn() -> None:
    (told,) = publication().recalculated
    few = told.model_copy(
        update={
            "figures": tuple(
                item if item.area == "dammhagen" else item.model_copy(update={"value": None})
                for item in told.figures
            )
        }
    )
    contents = Contents(publication(recalculated=(few,)))
    (section,) = recalculated(contents, next(one for one in INDICATORS if one.key == "lasning"), "sv", id="r")
    assert section.chart is None
    assert section.rows[0].value == "72,6"


def test_simulated_figures_say_so_in_the_section() -> None:
    (told,) = publication().recalculated
    made_up = tuple(item.model_copy(update={"origin": Origin.SIMULATED}) for item in told.figures)
    contents = Contents(publication(recalculated=(told.model_copy(update={"figures": made_up}),)))
    (section,) = recalculated(contents, next(one for one in INDICATORS if one.key == "lasning"), "en", id="r")
    assert section.simulated
    assert section.chart is not None
    assert (section.chart.simulated, section.chart.origins) == (True, "simulated")


def test_the_page_and_the_files_have_it(site: Path) -> None:
    page = (site / "indikator/lasning/index.html").read_text("utf-8")
    assert "Omräknat till Nya stadsdelar" in page
    assert "Områden med * är omräknade här; de andra är som de publicerades." in page
    rows = (site / "data/recalculated.csv").read_text("utf-8").splitlines()
    assert len(rows) == 11
    assert rows[1].startswith("lasning,nya,dammhagen,,2017,72.55,70.1,75,bases_unknown,ankdammen bjorkhagen,")


def test_without_any_there_is_no_such_file(tmp_path: Path) -> None:
    render_site(publication(recalculated=()), tmp_path)
    assert not (tmp_path / "data/recalculated.csv").exists()
    assert "recalculated" not in (tmp_path / "en/data/index.html").read_text("utf-8")
