"""The same seed gives the same city, another seed another, and a later last year changes no earlier one."""

from polars.testing import assert_frame_equal

from fardplan.simulation import simulate
from tests.simulation.conftest import simulated
from tests.simulation.lillkoping import plan


def test_the_same_plan_gives_the_same_rows():
    first, second = (simulated(plan(3_000, (2014, 2015))) for _ in range(2))
    assert first.registers.keys() == second.registers.keys()
    for name, frame in first.registers.items():
        assert_frame_equal(frame, second.registers[name])
    assert first.truths == second.truths


def test_another_seed_gives_other_rows_in_every_register():
    first, second = (simulated(plan(3_000, (2014, 2015), seed=seed)) for seed in (1, 2))
    for name, frame in first.registers.items():
        assert not frame.equals(second.registers[name]), name


def test_a_year_more_leaves_the_earlier_ones_as_they_are():
    """But for what was preliminary, and is reported in the next year."""
    short, long = ({year.year: year for year in simulate(plan(3_000, (2014, last)))} for last in (2015, 2017))
    for year in (2014, 2015):
        for name, frame in short[year].rows.items():
            if name != "bostadsprojekt" or year < 2015:
                assert_frame_equal(frame, long[year].rows[name])
        assert short[year].truths == long[year].truths
    early, late = (made[2015].rows["bostadsprojekt"].drop("preliminary") for made in (short, long))
    assert early.height < late.height
    assert_frame_equal(early, late.join(early, on=["project", "stage"], how="semi", maintain_order="left"))
    assert set(late.join(early, on=["project", "stage"], how="anti")["stage"]) == {"paborjad"}


def test_a_larger_city_is_larger_in_every_register():
    small, large = (simulated(plan(persons, (2015, 2015))) for persons in (3_000, 12_000))
    for name, frame in small.registers.items():
        if name != "bostadsprojekt":
            assert frame.height * 2 < large.registers[name].height, name
    employed = [made["arbetsplatser"]["employed"].sum() for made in (small, large)]
    assert abs(employed[1] - 4 * employed[0]) <= 4
    begun = [made.truths[2015]["housing"]["begun"] for made in (small, large)]
    assert abs(begun[1] - 4 * begun[0]) <= 4
