"""fardplan evidence diff."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from fardplan.cli.refresh import SEVERITIES
from fardplan.cli.session import Json, Session, session
from fardplan.evidence.manifest import Vintage
from fardplan.indicators.revision_words import RevisionWords
from fardplan.presentation.phrases import development_word, reason_sentence
from fardplan.presentation.translations import message, translate
from fardplan.usecases import revisions as use
from fardplan.usecases.revisions import Developing, EditionDifference
from fardplan.vocabulary.observation import Observation

LISTED = 20
"""So many figures of a kind are told one by one; the others are counted, and stand in --json."""

REVISED, WITHDRAWN, ADDED = (
    message("Revised, the largest change first: {count}"),
    message("Withdrawn: {count}"),
    message("Added: {count}"),
)


def diff(
    context: typer.Context,
    indicator: str,
    old: Annotated[
        str | None, typer.Argument(help="The earlier edition: the beginning of its id in evidence list.")
    ] = None,
    new: Annotated[str | None, typer.Argument(help="The later edition; the current one if none.")] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="What is current against what waits for approval.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What an edition changes: figures revised, withdrawn and added, and whether the development differs."""
    now = session(context)
    if waiting and old:
        raise typer.BadParameter("--waiting takes no editions")
    home = now.home()
    found = (
        use.waiting_editions(home, indicator)
        if waiting
        else (use.between_editions(home, indicator, old=old, new=new),)
    )
    if as_json:
        now.tell(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=1))
        return
    names = use.area_names(home)
    for one in found:
        words = RevisionWords(one.definition, now.language, lambda code: names.get(code, code))
        _show(now, one, words)


def _show(now: Session, one: EditionDifference, words: RevisionWords) -> None:
    now.tell(one.definition.name.in_language(now.language))
    now.tell(one.new.source)
    earlier = _edition(one.old) if one.old else translate("nothing", now.language)
    line = (
        message("From {old} to {new}, which waits for approval.")
        if one.waits
        else message("From {old} to {new}.")
    )
    now.say(line, old=earlier, new=_edition(one.new))
    now.tell()
    told = one.revisions
    _list(now, REVISED, [words.revised(pair) for pair in told.revised])
    home = one.definition.area
    _list(now, WITHDRAWN, [words.figure(item) for item in _first_of(home, told.withdrawn)])
    _list(now, ADDED, [words.figure(item) for item in _first_of(home, told.added)])
    now.say("As before: {count}", count=told.same)
    now.tell()
    for check in one.new.checks if one.waits else ():
        now.tell(f"{SEVERITIES[check.severity]}{check.text.in_language(now.language)}")
    _show_development(now, one.was, one.becomes)


def _first_of(area: str, items: Sequence[Observation]) -> list[Observation]:
    """The same with those of the area that the indicator is about first."""
    return sorted(items, key=lambda item: item.area != area)


def _list(now: Session, heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    now.say(heading, count=len(lines))
    for line in lines[:LISTED]:
        now.tell(f"  {line}")
    if len(lines) > LISTED:
        now.say("  and {count} more, which --json lists", count=len(lines) - LISTED)


def _show_development(now: Session, was: Developing, becomes: Developing) -> None:
    word, reason = (
        development_word(becomes.development, now.language),
        reason_sentence(becomes.reason, now.language),
    )
    if was.development is becomes.development:
        # Why it is so is left out: it says how little the series moves, not how little this edition changes.
        now.say("The development is judged as before: {word}.", word=word)
        return
    before = development_word(was.development, now.language)
    now.say(
        "The development was “{before}” and becomes “{word}”. {reason}",
        before=before,
        word=word,
        reason=reason,
    )


def _edition(vintage: Vintage) -> str:
    return f"{vintage.id[: use.SHORT]} ({vintage.loaded})"


def _plain(one: EditionDifference) -> dict[str, Any]:
    told = one.revisions
    return {
        "indicator": one.definition.key,
        "source": one.new.source,
        "old": one.old.id if one.old else None,
        "new": one.new.id,
        "waiting": one.waits,
        "revised": [
            _place(pair.after) | {"before": _figure(pair.before), "after": _figure(pair.after)}
            for pair in told.revised
        ],
        "withdrawn": [_place(item) | _figure(item) for item in told.withdrawn],
        "added": [_place(item) | _figure(item) for item in told.added],
        "unchanged": told.same,
        "development": {
            name: {"is": what.development, "reason": what.reason}
            for name, what in (("before", one.was), ("after", one.becomes))
        },
    }


def _place(item: Observation) -> dict[str, Any]:
    return {"area": item.area, "group": str(item.group), "period": str(item.period)}


def _figure(item: Observation) -> dict[str, Any]:
    return {
        "value": item.value,
        "status": item.status,
        "lower": item.lower,
        "upper": item.upper,
        "base": item.base,
    }
