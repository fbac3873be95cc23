"""Chance that can be repeated, and draws that meet their counts: laws, and slow twins."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fardplan.simulation.streams import (
    apportion,
    apportion_within,
    chosen,
    evenly,
    rank_within,
    sampled,
    stream,
)

WITNESS = [43, 746, 245, 412, 194, 349]
weights = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30).map(np.array)


def test_a_stream_is_its_seed_part_and_year():
    first = stream(1, "life", 2015).integers(0, 1_000_000, 5).tolist()
    assert stream(1, "life", 2015).integers(0, 1_000_000, 5).tolist() == first
    others = [stream(2, "life", 2015), stream(1, "lives", 2015), stream(1, "life", 2016)]
    assert all(other.integers(0, 1_000_000, 5).tolist() != first for other in others)


def test_the_numbers_are_the_same_on_every_machine():
    assert stream(1, "life", 2015).integers(0, 1000, 6).tolist() == WITNESS


@given(st.integers(0, 10_000), weights)
def test_apportioned_parts_sum_and_are_near(total, weights):
    parts = apportion(total, weights)
    assert parts.sum() == total
    assert (np.abs(parts - weights * total / weights.sum()) <= 1 + 1e-6).all()


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.01, 100)), min_size=1, max_size=40), st.data())
def test_apportioning_in_groups_is_apportioning_each(rows, data):
    groups = np.array([group for group, _ in rows])
    weight = np.array([one for _, one in rows])
    totals = np.array([data.draw(st.integers(0, 500)) if group in groups else 0 for group in range(4)])
    together = apportion_within(totals, groups, weight)
    for group in range(4):
        inside = groups == group
        assert together[inside].sum() == totals[group]
        exact = weight[inside] * totals[group] / max(weight[inside].sum(), 1e-9)
        assert (np.abs(together[inside] - exact) < 1 + 1e-6).all()


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=60), st.lists(st.integers(0, 20), min_size=5, max_size=5)
)
def test_exactly_the_quota_is_chosen(groups, quota):
    groups, quota = np.array(groups), np.array(quota)
    found = chosen(stream(1, "test"), groups, quota, np.ones(len(groups)))
    there = np.bincount(groups, minlength=5)
    assert np.bincount(groups, found, 5).tolist() == np.minimum(quota, there).tolist()


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=60), st.lists(st.integers(0, 20), min_size=5, max_size=5)
)
def test_a_sample_has_its_quota_and_nobody_twice(groups, quota):
    groups, quota = np.array(groups), np.array(quota)
    found = sampled(stream(1, "test"), groups, quota)
    assert len(set(found.tolist())) == len(found)
    there = np.bincount(groups, minlength=5)
    assert np.bincount(groups[found], minlength=5).tolist() == np.minimum(quota, there).tolist()


def test_the_likelier_are_chosen_more_often():
    odds = np.tile([1.0, 4.0], 5000)
    found = chosen(stream(1, "test"), np.zeros(10_000, int), np.array([1000]), odds)
    assert 3.4 < found[1::2].sum() / found[::2].sum() < 4.4


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1)), min_size=1, max_size=80))
def test_an_even_draw_gives_every_group_its_sum(rows):
    groups = np.array([group for group, _ in rows])
    probability = np.array([one for _, one in rows])
    found = evenly(stream(1, "test"), groups, probability)
    for group in set(groups.tolist()):
        assert abs(found[groups == group].sum() - probability[groups == group].sum()) <= 0.5 + 1e-6
    assert not found[probability == 0].any()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_the_rank_is_the_place_in_the_group(groups):
    groups = np.sort(np.array(groups))
    slow = [list(groups[:place]).count(group) for place, group in enumerate(groups)]
    assert rank_within(groups, 4).tolist() == slow
