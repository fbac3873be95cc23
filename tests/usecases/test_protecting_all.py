"""Tables protected side by side are protected as they are one by one."""

import pickle

import numpy as np
import pytest

from fardplan.disclosure.rules import DisclosureRules
from fardplan.disclosure.tables import Dimension, LinkedCells
from fardplan.usecases import protecting_all
from fardplan.usecases.protecting_all import Task, protect_all
from fardplan.vocabulary.errors import InputError, RuleError

SEXES = {"": frozenset("KM"), "K": frozenset("K"), "M": frozenset("M")}
AREAS = {"city": frozenset("123"), **{name: frozenset(name) for name in "123"}}
CONDITIONS = {"arbete.population": frozenset(["0", "1"]), "arbete.numerator": frozenset("1")}
CONDITIONS |= {"arbete.rest": frozenset("0")}


def table(year):
    """People in three areas, of whom few have the trait: another table every year."""
    leaves = np.random.default_rng(year).integers(0, 12, (3, 2, 2))
    cells, values = [], []
    for area, where in AREAS.items():
        for sex, who in SEXES.items():
            for condition, what in CONDITIONS.items():
                picked = leaves[
                    np.ix_(
                        [int(one) - 1 for one in where],
                        ["KM".index(one) for one in who],
                        [int(one) for one in what],
                    )
                ]
                cells.append((area, sex, condition))
                values.append(int(picked.sum()))
    dimensions = (Dimension("area", AREAS), Dimension("sex", SEXES), Dimension("counted", CONDITIONS))
    linked = LinkedCells(dimensions, tuple(cells), np.array(values))
    weights = np.ones(len(cells))
    return Task(linked, DisclosureRules(), None, None, weights, None, f"register, {year}")


def told(found):
    return [(one.by_cell(), one.method, one.findings) for one in found]


def test_more_processes_protect_as_one_does(monkeypatch):
    tasks = [table(year) for year in range(2000, 2006)]
    shares: list[float] = []
    alone = protect_all(tasks, shares.append)
    monkeypatch.setattr(protecting_all, "WORTH_A_PROCESS", 1)
    together = protect_all(tasks, shares.append)
    assert told(together) == told(alone)
    assert shares == [done / 6 for done in range(7)] * 2
    assert any(not one.shown.all() for one in alone)


def test_what_cannot_be_protected_is_told_whole_by_another_process(monkeypatch):
    monkeypatch.setattr(protecting_all, "WORTH_A_PROCESS", 1)
    good = table(2000)
    noisy = DisclosureRules.model_validate({"method": "cell_key"})
    bad = Task(good.cells, noisy, None, None, good.weights, None, "register, 2001")
    with pytest.raises(RuleError) as refused:
        protect_all([good, bad])
    with pytest.raises(RuleError) as alone:
        protect_all([bad])
    assert str(refused.value) == str(alone.value)
    assert refused.value.outcome == alone.value.outcome == "Nothing was written."


def test_nothing_is_protected_at_once():
    assert protect_all([]) == []


def test_an_error_is_the_same_when_it_has_been_packed():
    error = InputError("it is torn", where="here", instead="Mend it.", outcome="Nothing was read.")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (InputError, "here: it is torn\nMend it.\nNothing was read.")
