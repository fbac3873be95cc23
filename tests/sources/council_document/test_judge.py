"""Words judged one by one: what is read, what else it may have been, and how sure that is."""

import pytest

from fardplan.sources.council_document.repair import CLEAN, Noise
from fardplan.sources.council_document.repair.judge import NOWHERE, Finding, Place, judge

HEAVY, LIGHT = Noise(0.2), Noise(0.02)
NAME, VERB, YEAR = Place(may_be_name=True), Place(wants_verb=True), Place(before_year=True)


@pytest.mark.parametrize(
    ("read", "noise", "place", "told"),
    [
        ("och", HEAVY, NOWHERE, ("och", Finding.PLAIN, (), 1.0)),
        ("skola", HEAVY, NOWHERE, ("skola", Finding.PLAIN, (), 1.0)),
        ("lagt", HEAVY, NOWHERE, ("lagt", Finding.REAL_WORD, ("lagt", "lågt"), 0.81)),
        ("lagt", LIGHT, NOWHERE, ("lagt", Finding.PLAIN, (), 1.0)),
        ("sa", HEAVY, NOWHERE, ("så", Finding.REAL_WORD, ("så", "sa"), 0.90)),
        ("for", HEAVY, NOWHERE, ("för", Finding.REAL_WORD, ("för", "for"), 0.985)),
        ("tgarder", HEAVY, NOWHERE, ("åtgärder", Finding.REPAIRED, ("åtgärder",), 0.985)),
        ("vard", HEAVY, NOWHERE, ("vård", Finding.UNCERTAIN, ("vård", "värd"), 0.53)),
        ("Stark", HEAVY, VERB, ("Stärk", Finding.REAL_WORD, ("Stärk", "Stark"), 0.895)),
        ("ar", HEAVY, NOWHERE, ("är", Finding.REAL_WORD, ("är", "ar"), 0.945)),
        ("Ar", HEAVY, YEAR, ("År", Finding.REAL_WORD, ("År", "Ar"), 0.98)),
        ("ftir", HEAVY, NOWHERE, ("ftir", Finding.UNKNOWN, ("ftir",), 0.4)),
        ("Xqzvw", HEAVY, NAME, ("Xqzvw", Finding.PLAIN, (), 0.9)),
        ("Jarva", HEAVY, NAME, ("Järva", Finding.REPAIRED, ("Järva",), 0.985)),
        ("Kolada", HEAVY, NOWHERE, ("Kolada", Finding.PLAIN, (), 1.0)),
        ("blåb6rsk6", HEAVY, NOWHERE, ("blåbörskö", Finding.UNCERTAIN, ("blåbörskö", "blåb6rsk6"), 0.7)),
        ("ndmnder", CLEAN, NOWHERE, ("ndmnder", Finding.POSSIBLE, ("ndmnder", "nämnder"), 0.7)),
        ("m&n", CLEAN, NOWHERE, ("m&n", Finding.POSSIBLE, ("m&n", "män", "mån"), 0.7)),
        ("skqla", CLEAN, NOWHERE, ("skqla", Finding.PLAIN, (), 1.0)),
        ("far", CLEAN, NOWHERE, ("far", Finding.PLAIN, (), 1.0)),
    ],
)
def test_what_a_word_is_taken_for(read, noise, place, told):
    found = judge(read, noise, place)
    assert (found.text, found.finding, found.readings, found.belief) == (
        *told[:3],
        pytest.approx(told[3], abs=0.01),
    )
    assert found.read == read


@pytest.mark.parametrize("read", ["tgarder", "for", "ndmnder", "Jarva"])
def test_no_repair_is_surer_than_the_table_is(read):
    assert judge(read, HEAVY).belief == 0.985
