"""The sources of a report: each once, with its licence, who passed it on and which privacy report holds."""

from fardplan.portal.tables import source_lines
from fardplan.usecases.reporting.published_parts import cited, source_list
from tests.portal import counted, sample


def test_a_source_is_listed_with_all_that_must_be_known_of_it() -> None:
    first, second = (
        source_list(source_lines([one, one], "sv"), "sv") for one in (sample.OTHERS[0], sample.OTHERS[1])
    )
    assert len(first) == len(second) == 1
    assert "(hämtad från En lokaltidning <2018>)" in first[0]
    assert "Licens: CC0." in second[0]
    assert "Licens" not in first[0]
    assert "https://example.org/tabell?a=1&b=2" in first[0]


def test_what_is_counted_here_names_its_privacy_report() -> None:
    own = [one for one in counted.publication().cleared if one.provenance.release]
    (told,) = source_list(source_lines(own, "sv"), "sv")
    assert counted.RELEASE in told
    others = source_list(source_lines(sample.LASNING, "sv"), "sv")
    assert not any(counted.RELEASE in one for one in others)


def test_a_line_of_sources_has_each_once() -> None:
    lines = source_lines([*sample.LASNING, *sample.LEKAR], "sv")
    assert cited([*lines, *lines], "sv").count("; ") == 1
