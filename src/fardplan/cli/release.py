"""fardplan release"""

from typing import Annotated

import typer

from fardplan.cli.session import AsOf, Session, session
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import release_kind_word
from fardplan.presentation.sentences import Sentence
from fardplan.store.releases import ReleaseEvent
from fardplan.usecases import release as releases
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.release import ReleaseKind


def release(
    context: typer.Context,
    milestone: Annotated[
        str | None, typer.Argument(help="The milestone's key; without one, all that is released is listed.")
    ] = None,
    forecast: Annotated[bool, typer.Option("--forecast", help="The forecast, drawn as a fan.")] = False,
    probability: Annotated[
        bool, typer.Option("--probability", help="The probability of reaching the level.")
    ] = False,
    recommended: Annotated[
        bool, typer.Option("--recommended", help="The levels and years that calibrate recommends.")
    ] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Make it internal again.")] = False,
    why: Annotated[str | None, typer.Option(help="The reason, kept with who and when.")] = None,
    as_of: AsOf = None,
) -> None:
    """Let a milestone's forecast, probability or recommended levels be published; or list what is."""
    now = session(context)
    now.home()
    chosen = {
        ReleaseKind.FORECAST: forecast,
        ReleaseKind.PROBABILITY: probability,
        ReleaseKind.RECOMMENDED: recommended,
    }
    kinds = [kind for kind, asked in chosen.items() if asked]
    if not kinds and not withdraw:
        _refuse_a_reason(why)
        _list(now, releases.releases_on(as_of or now.today, milestone=milestone))
    elif milestone is None:
        raise InputError(
            Sentence("no milestone is named"),
            instead=Sentence("Write for example: fardplan release KEY --forecast."),
        )
    elif as_of is not None:
        raise InputError(
            Sentence("a release counts from today"),
            instead=Sentence("Leave --as-of out, or list with it alone."),
        )
    else:
        _change(now, milestone, kinds, withdraw=withdraw, why=why)


def _refuse_a_reason(why: str | None) -> None:
    if why is not None:
        raise InputError(
            Sentence("a reason is given, and nothing to release or withdraw"),
            instead=Sentence("Give --forecast, --probability or --recommended, or --withdraw."),
            outcome=Sentence("Nothing was changed."),
        )


def _change(
    now: Session, milestone: str, kinds: list[ReleaseKind], *, withdraw: bool, why: str | None
) -> None:
    turn = releases.withdraw if withdraw else releases.release
    turned = turn(milestone, kinds or ReleaseKind, actor=now.actor, today=now.today, why=why)
    words = ", ".join(release_kind_word(kind, now.language) for kind in turned)
    if withdraw:
        now.say("{milestone}: internal again: {kinds}.", milestone=milestone, kinds=words)
        now.say("The public site is as it was until the next `fardplan publish`.")
    else:
        now.say("{milestone}: released: {kinds}.", milestone=milestone, kinds=words)
        now.say("It is shown on the public site from the next `fardplan publish`.")


def _list(now: Session, found: tuple[ReleaseEvent, ...]) -> None:
    if not found:
        now.say("Nothing is released. Forecasts, probabilities and recommended levels are internal.")
    for event in found:
        now.say(
            "{milestone}: {kind}, released by {who} on {day}",
            milestone=event.milestone,
            kind=release_kind_word(event.kind, now.language),
            who=event.by,
            day=date_text(event.day, now.language),
        )
        if event.why:
            now.tell(f"  {event.why}")
