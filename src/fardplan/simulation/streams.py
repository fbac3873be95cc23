"""Chance that can be repeated: a stream of numbers for each part and year, and draws that meet a count."""

from typing import Any
from zlib import crc32

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[Any]]


def stream(seed: int, part: str, year: int = 0) -> np.random.Generator:
    """The numbers of one part of one year; no other part or year can change them."""
    child = np.random.SeedSequence(seed, spawn_key=(crc32(part.encode()), year))
    return np.random.Generator(np.random.PCG64(child))


def apportion(total: int, weights: Floats) -> Whole:
    """Whole numbers that sum to `total`, as near to the weights as can be (largest remainder, ties by place).

    `weights`: shape (n,), none negative, not all 0 unless `total` is 0.
    """
    if total == 0 or len(weights) == 0:
        return np.zeros(len(weights), np.int64)
    exact = weights * (total / weights.sum())
    whole: Whole = np.floor(exact + 1e-9).astype(np.int64)
    rest = total - int(whole.sum())
    if rest > 0:
        whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return whole


def apportion_within(totals: Whole, groups: Codes, weights: Floats) -> Whole:
    """`apportion` in every group at once. `groups`: shape (n,), the group of each, 0 … len(totals) - 1."""
    sums = np.bincount(groups, weights, len(totals))
    exact = weights * (totals / np.where(sums > 0, sums, 1.0))[groups]
    whole = np.floor(exact + 1e-9).astype(np.int64)
    rest = totals - np.bincount(groups, whole, len(totals)).astype(np.int64)
    order = np.lexsort((whole - exact, groups))
    whole[order] += rank_within(groups[order], len(totals)) < rest[groups[order]]
    return whole


def rank_within(groups: Codes, size: int) -> Whole:
    """The place, from 0, of each in its group; `groups` are in order."""
    starts = np.concatenate(([0], np.cumsum(np.bincount(groups, minlength=size))[:-1]))
    return np.arange(len(groups)) - starts[groups]


def chosen(rng: np.random.Generator, groups: Codes, quota: Whole, odds: Floats) -> Truths:
    """Exactly `quota[g]` of each group g, the likelier the higher the odds; all of a group that is too small.

    `groups`, `odds`: shape (n,), odds above 0. Drawn without replacement by exponential races (Efraimidis and
    Spirakis 2006).
    """
    waited = rng.standard_exponential(len(groups)) / odds
    order = np.argsort(groups + waited / (1.0 + waited), kind="stable")
    found = np.zeros(len(groups), bool)
    found[order] = rank_within(groups[order], len(quota)) < quota[groups[order]]
    return found


def sampled(rng: np.random.Generator, groups: Codes, quota: Whole) -> Whole:
    """The places, in order, of `quota[g]` of each group g, everybody as likely; all of a group too small."""
    order = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups, minlength=len(quota)))
    found = [
        order[rng.choice(np.arange(first, last), min(number, last - first), replace=False, shuffle=False)]
        for first, last, number in zip(np.concatenate(([0], ends[:-1])), ends, quota, strict=True)
    ]
    return np.sort(np.concatenate(found))


def evenly(
    rng: np.random.Generator, groups: Codes, probability: Floats, within: Codes | None = None
) -> Truths:
    """A draw by `probability` with no more chance than needed: each group gets its sum, rounded.

    Systematic sampling in an order by chance; with `within` (shape (n,)) neighbours in the order are alike,
    so that its parts get their sums too, give or take one.
    """
    by = (rng.random(len(groups)), *(() if within is None else (within,)), groups)
    order = np.lexsort(by)
    size = int(groups.max(initial=-1)) + 1
    reached = np.cumsum(probability[order])
    sums = np.bincount(groups, probability, size)
    before = np.concatenate(([0.0], np.cumsum(sums)[:-1]))
    inside = np.round(reached - before[groups[order]], 9)
    start = np.round(inside - probability[order], 9)
    found = np.zeros(len(groups), bool)
    found[order] = np.floor(inside + 0.5) > np.floor(start + 0.5)
    return found
