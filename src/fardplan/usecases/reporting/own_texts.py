"""Officers' own texts in reports, kept by report and place: saved on what each saw, and no words are lost."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.reports.own import paragraphs_of
from fardplan.store import report_texts as store
from fardplan.store.audit import record
from fardplan.store.report_texts import BesideWords, OwnWords
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import kind_named, subject_named
from fardplan.usecases.reporting.rights import check_can_write_report
from fardplan.vocabulary.errors import EditConflict, FieldConflict, InputError, RuleError
from fardplan.vocabulary.text import Language

MOST_SIGNS = 100_000
"""How long a text may be; a report of a hundred pages has about three times as many signs."""
KEY_SIGNS = 200

Changes = Mapping[str, tuple[tuple[str, ...], int]]
"""New paragraphs by the key of their place, each with the revision that it was written on top of."""


def texts_of(
    kind: str, subject: str, language: Language, *, on: date | None = None
) -> Mapping[str, OwnWords]:
    """What stands in a report's places, by their keys: now, or as it stood at the end of a day."""
    return store.own_words(kind, subject, language, on=on)


def beside_of(kind: str, subject: str, language: Language) -> tuple[BesideWords, ...]:
    """What was written at the same time as something else in the same place, and is kept beside it."""
    return store.words_beside(kind, subject, language)


def write_texts(
    actor: Actor,
    home: Home,
    kind: str,
    subject: str,
    language: Language,
    changes: Changes,
    day: date,
    *,
    as_of: date | None = None,
    why: str | None = None,
) -> Mapping[str, OwnWords]:
    """Save what somebody writes in a report's places, all of it or nothing; gives what stands there now.

    A revision is that of what they saw, 0 where nothing had been written. What is the same as that which
    stands is not saved again. `as_of` is the day of the report where it is not that of the save, `why` what
    the log tells of it. Raises `EditConflict` where another wrote in the same place meanwhile: what stands
    there stays, all that was to be saved is kept beside it, and both are told. Its `revision` is the highest
    of those places; `texts_of` has each. Raises `RuleError` once the report has been decided on, and
    `InputError` for a text that is too long and for a revision that has never been.
    """
    subject_named(home, actor, kind, subject, as_of or day)
    check_can_write_report(actor, kind, subject)
    wanted = {key: (_checked(key, texts), revision) for key, (texts, revision) in changes.items()}
    with transaction.atomic():
        share_turn(Turn.YEARS, Turn.CASES)
        take_turn(Turn.REPORTS)
        check_not_settled(kind, subject)
        standing = texts_of(kind, subject, language)
        new = {key: item for key, item in wanted.items() if item[0] != _said(standing, key)}
        met = [key for key, (_, revision) in new.items() if revision != _revision(standing, key)]
        _check_known(standing, {key: new[key][1] for key in met})
        if met:
            _keep_beside(actor, (kind, subject, language), standing, new, day)
        elif new:
            _save(actor, (kind, subject, language), standing, new, day, why)
    if met:
        raise _conflict((kind, subject, language), standing, {key: new[key] for key in met})
    return texts_of(kind, subject, language)


def check_not_settled(kind: str, subject: str) -> None:
    """Raises `RuleError` for a report that has been decided on: what it said then stays."""
    decision = kind_named(kind).settled(subject)
    if decision is not None:
        raise RuleError(
            Sentence("the report has been decided on: {decision}", decision=decision),
            instead=Sentence("What is wrong in it is corrected by a new decision."),
            outcome=Sentence("Nothing was saved."),
        )


_Place = tuple[str, str, Language]


def _said(standing: Mapping[str, OwnWords], key: str) -> tuple[str, ...]:
    return standing[key].paragraphs if key in standing else ()


def _revision(standing: Mapping[str, OwnWords], key: str) -> int:
    return standing[key].revision if key in standing else 0


def _checked(key: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    if not key.strip() or len(key) > KEY_SIGNS:
        raise InputError(
            Sentence("'{key}' names no place in a report", key=key[:80]),
            outcome=Sentence("Nothing was saved."),
        )
    paragraphs = paragraphs_of(texts)
    signs = sum(map(len, paragraphs))
    if signs > MOST_SIGNS:
        raise InputError(
            Sentence("the text '{key}' has {signs} characters", key=key, signs=signs),
            instead=Sentence("At most {most} are kept in one place.", most=MOST_SIGNS),
            outcome=Sentence("Nothing was saved."),
        )
    return paragraphs


def _check_known(standing: Mapping[str, OwnWords], revisions: Mapping[str, int]) -> None:
    for key, revision in revisions.items():
        if not 0 <= revision <= _revision(standing, key):
            raise InputError(
                Sentence("the text '{key}' has never been saved {count} times here", key=key, count=revision),
                instead=Sentence("Make the report again here, and write in that one."),
                outcome=Sentence("Nothing was saved."),
            )


def _save(
    actor: Actor,
    place: _Place,
    standing: Mapping[str, OwnWords],
    new: Changes,
    day: date,
    why: str | None,
) -> None:
    store.add_words(*place, new, by=actor.name, day=day, origin=actor.origin)
    record(
        actor.name,
        "write report text",
        " ".join(filter(None, ("report", *place))),
        before={key: _as_one(_said(standing, key)) for key in new},
        after={key: _as_one(paragraphs) for key, (paragraphs, _) in new.items()},
        why=why,
    )


def _keep_beside(
    actor: Actor, place: _Place, standing: Mapping[str, OwnWords], new: Changes, day: date
) -> None:
    """Keep all that was to be saved, but nothing twice."""
    there = {
        (item.key, item.paragraphs, item.beside)
        for item in store.words_beside(*place)
        if item.by == actor.name
    }
    kept = {key: (paragraphs, _revision(standing, key)) for key, (paragraphs, _) in new.items()}
    fresh = {key: item for key, item in kept.items() if (key, *item) not in there}
    store.add_words(*place, fresh, by=actor.name, day=day, beside=True, origin=actor.origin)


def _conflict(place: _Place, standing: Mapping[str, OwnWords], met: Changes) -> EditConflict:
    by = ", ".join(dict.fromkeys(standing[key].by for key in met))
    bases = {key: store.wording_at(*place, key, revision) for key, (_, revision) in met.items()}
    return EditConflict(
        Sentence("{person} wrote in the same place at the same time", person=by),
        fields=tuple(
            FieldConflict(
                key,
                _as_one(base.paragraphs) if (base := bases[key]) else None,
                _as_one(_said(standing, key)),
                _as_one(paragraphs),
            )
            for key, (paragraphs, _) in met.items()
        ),
        revision=max(standing[key].revision for key in met),
        by=by,
    )


def _as_one(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs)
