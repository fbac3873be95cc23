"""Words for verdicts, origins and the like, whole, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation import phrases
from fardplan.vocabulary.observation import Origin, PublishedBasis, Status
from fardplan.vocabulary.status import Development, Direction, IntervalBasis, Reason, Verdict
from fardplan.vocabulary.text import LANGUAGES


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (
            phrases.verdict_word,
            {
                Verdict.REACHED: ("uppnått", "reached"),
                Verdict.ON_TRACK: ("på väg", "on track"),
                Verdict.BEHIND: ("ligger efter", "behind"),
                Verdict.CANNOT_TELL: ("går inte att avgöra", "cannot tell"),
                Verdict.NO_DATA: ("uppgifter saknas", "no data"),
                Verdict.NOT_DECIDED: ("inte beslutat", "not decided"),
            },
        ),
        (
            phrases.development_word,
            {
                Development.IMPROVING: ("förbättras", "improving"),
                Development.WORSENING: ("försämras", "worsening"),
                Development.NO_DETECTABLE_CHANGE: ("ingen säker förändring", "no detectable change"),
                Development.CANNOT_TELL: ("går inte att avgöra", "cannot tell"),
            },
        ),
        (phrases.direction_word, {Direction.UP: ("upp", "up"), Direction.DOWN: ("ner", "down")}),
        (
            phrases.origin_word,
            {
                Origin.OFFICIAL: ("officiell statistik", "official statistics"),
                Origin.OWN_CALCULATION: ("egen beräkning", "own calculation"),
                Origin.SIMULATED: ("simulerad", "simulated"),
            },
        ),
        (
            phrases.cell_word,
            {
                Status.VALUE: ("en uppgift", "a figure"),
                Status.ROUNDED: (
                    "avrundad av källan för att skydda enskilda",
                    "rounded by the source to protect individuals",
                ),
                Status.PRELIMINARY: ("preliminär", "preliminary"),
                Status.SUPPRESSED: ("skyddad", "protected"),
                Status.NOT_APPLICABLE: ("inte aktuellt", "not applicable"),
                Status.MISSING: ("uppgift saknas", "no figure"),
            },
        ),
        (
            phrases.standing_word,
            {
                "proposed": ("föreslagen, inte antagen", "proposed, not adopted"),
                "adopted": ("antagen", "adopted"),
                "superseded": ("ersatt", "superseded"),
            },
        ),
        (
            phrases.force_word,
            {
                "godkänns": ("godkänns", "is approved"),
                "ska": ("ska", "shall"),
                "uppmanas": ("uppmanas", "is urged"),
                "unclear": ("oklart hur bindande", "the force is unclear"),
            },
        ),
        (
            phrases.strength_word,
            {"any": ("en förändring", "any change"), "clear": ("en tydlig förändring", "a clear change")},
        ),
        (
            phrases.link_state_word,
            {"proposed": ("föreslagen", "proposed"), "decided": ("beslutad", "decided")},
        ),
    ],
)
def test_words(say: Callable[[Any, Any], str], words: dict[Any, tuple[str, str]]) -> None:
    assert {key: tuple(say(key, language) for language in LANGUAGES) for key in words} == words


@pytest.mark.parametrize(
    ("say", "kinds"),
    [
        (phrases.reason_sentence, Reason),
        (phrases.published_basis_sentence, PublishedBasis),
        (phrases.interval_sentence, IntervalBasis),
    ],
)
def test_every_kind_has_a_whole_sentence_in_both_languages(say: Callable[..., str], kinds: Any) -> None:
    told = {language: [say(kind, language) for kind in kinds] for language in LANGUAGES}
    for sentences in told.values():
        assert [text for text in sentences if not (text[0].isupper() and text.endswith("."))] == []
    assert [one for one, other in zip(told["sv"], told["en"], strict=True) if one == other] == []


def test_only_reasons_that_nothing_can_be_judged_name_what_is_needed() -> None:
    assert {reason for reason in Reason if phrases.needed_sentence(reason, "sv")} == {
        Reason.DISTRICTS_DIFFER,
        Reason.TOO_FEW_POINTS,
        Reason.WITHIN_A_YEAR,
        Reason.NO_ERROR_KNOWN,
        Reason.NO_DIRECTION,
        Reason.NO_OBSERVATION,
        Reason.NO_INDICATOR,
        Reason.BREAK_SINCE_BASELINE,
        Reason.NO_BASELINE,
        Reason.NOTHING_SINCE_BASELINE,
        Reason.STRADDLES_PATH,
        Reason.STRADDLES_LEVEL,
    }


def test_every_cell_without_a_value_has_a_mark() -> None:
    assert set(phrases.CELL_MARKS) == {status for status in Status if not status.has_value}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("7", "§\u00a07"),
        ("§7", "§\u00a07"),
        (" §  7 ", "§\u00a07"),
        ("§\u00a07", "§\u00a07"),
        ("7 §", "§\u00a07"),
        ("paragraf 7", "§\u00a07"),
        ("Paragraph 7", "§\u00a07"),
        ("12 b", "§\u00a012 b"),
        ("12, omedelbart justerad", "§\u00a012, omedelbart justerad"),
        ("§§ 7-9", "§§\u00a07-9"),
        ("7-9", "§§\u00a07-9"),
        ("paragraferna 7 och 9", "§§\u00a07 och 9"),
        ("protokoll 3", "protokoll 3"),
        ("–", "–"),
        ("", ""),
    ],
)
def test_a_paragraph_however_it_was_typed(typed: str, written: str) -> None:
    assert phrases.paragraph_text(typed) == written


@given(st.text(alphabet="7 9§-abpr\u00a0och", max_size=12))
def test_a_paragraph_that_is_written_stays(typed: str) -> None:
    written = phrases.paragraph_text(typed)
    assert phrases.paragraph_text(written) == written
    assert "§\u00a0§" not in written
