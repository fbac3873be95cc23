"""An export of the other management system: brought, its columns and words told, its changes looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fardplan.boards.chain import KIND_NAMES
from fardplan.boards.cycle import FOLLOWED_UP
from fardplan.boards.external import DAYS, PART_NAMES, WORDED, ExternalItem, Part
from fardplan.boards.follow_up import ACTIVITY_NAMES
from fardplan.boards.follow_up import FIELD_NAMES as TOLD_NAMES
from fardplan.boards.matching import Change, How
from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.assessing import JUDGEMENTS
from fardplan.usecases.exchange.exports import (
    bring_export,
    confirm_mapping,
    mapping_page,
    words_to_say,
)
from fardplan.usecases.exchange.forms import faults_in
from fardplan.usecases.exchange.mastery import exchange_page
from fardplan.usecases.exchange.taking_in import TakingIn, look_at_export, take_in_export
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.text import Language
from fardplan.web.exchange.forms import ExportForm, tell_faults
from fardplan.web.exchange.mapping_form import (
    Option,
    asked_columns,
    asked_words,
    board_options,
    page_mark,
    proposed,
    said,
    said_columns,
)
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import Listing
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


@signed_in
def bring(request: WorkRequest, year: int) -> HttpResponse:
    """Bring an export; nothing of it is loaded yet."""
    page = exchange_page(request.actor, year)
    steps = [
        (one.days.key, one.days.name.in_language(request.language))
        for one in page.steps
        if one.days.kind in FOLLOWED_UP
    ]
    form = ExportForm(request.POST or None, request.FILES or None, steps=steps)
    if request.method == "POST" and form.is_valid():
        told, brought = form.cleaned_data, form.cleaned_data["file"]
        try:
            number = bring_export(
                request.actor,
                year,
                brought.read(),
                brought.name,
                system=told["system"],
                step=told["step"] or None,
                today=request.today,
            )
        except (InputError, RuleError) as error:
            tell_faults(form, error)
        else:
            return HttpResponseRedirect(reverse("web:exchange-export", args=[number]))
    return render_page(request, "web/exchange/bring.html", {"page": page, "form": form})


class MappingForm(WorkForm):
    """A yes to a mapping; what was said of columns and words is read by `mapping_form`."""


@signed_in
def mapping(request: WorkRequest, number: int) -> HttpResponse:
    """Say what the columns and words of an export are."""
    page = mapping_page(request.actor, number)
    form = MappingForm(request.POST or None)
    if request.method == "POST":
        bare = proposed(page)
        chosen = type(bare)(said_columns(page, request.POST), {}, None, bare.sheet)
        words = words_to_say(request.actor, number, chosen)
        meant = said(page, request.POST, words)
        if form.is_valid() and "visa" not in request.POST:
            with told_in(form):
                confirm_mapping(
                    request.actor, number, meant, revision=_revision(request), today=request.today
                )
                return done(request, message("The mapping is kept."), "web:exchange-export", number)
    else:
        meant, words = proposed(page), dict(page.proposal.words)
    language = request.language
    values = {
        "page": page,
        "form": form,
        "columns": asked_columns(page, meant, language),
        "words": asked_words(page, meant, words, language),
        "marks": [(part.value, page_mark(found)) for part, found in words.items()],
        "changes": [said_in(change, language) for change in page.proposal.changes],
        "boards": [Option(key, name, key == meant.organisation) for key, name in board_options(page)],
        "revision": page.revision,
    }
    return render_page(request, "web/exchange/mapping.html", values)


def _revision(request: WorkRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else 0


class TakeInForm(WorkForm):
    """A yes to what an export would change."""


@signed_in
def look(request: WorkRequest, number: int) -> HttpResponse:
    """What an export would change, and a yes to it."""
    apart = frozenset(request.GET.getlist("olika") + request.POST.getlist("olika"))
    form = TakeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            taken = take_in_export(
                request.actor, number, seen=request.POST.get("seen", ""), today=request.today, apart=apart
            )
            said_done = message("The export is taken in.") if taken.run else message("It changed nothing.")
            return done(request, said_done, "web:exchange-export", number)
    found = look_at_export(request.actor, number, today=request.today, apart=apart)
    if found.mapping is None:
        return HttpResponseRedirect(reverse("web:exchange-mapping", args=[number]))
    language = request.language
    listing = _listing(request, found)
    if listing.wanted:
        return listing.download()
    refused = found.refused
    values = {
        "found": found,
        "form": form,
        "listing": listing,
        "counts": _counts(found, language),
        "faults": [said_in(one, language) for one in faults_in(refused)] if refused else [],
        "refused": [said_in(one, language) for one in (refused.what, refused.instead) if one]
        if refused
        else [],
        "doubtful": [
            Doubtful(name, had.title, read.title, translate(HOWS[how], language), name in apart)
            for name, had, read, how in found.doubtful
        ],
        "apart": sorted(apart),
        "kept_here": [found.export.names.get(key, key) for key in found.kept_here],
        "unknown": [item.title for item in found.unknown[:20]],
    }
    return render_page(request, "web/exchange/export.html", values)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Two items that may be the same: what one was called and is called now, and why they may be."""

    name: str
    before: str
    after: str
    why: str
    apart: bool


HOWS = {
    How.MOVED_PARENT: message("the same wording beneath another item"),
    How.MOVED_ORGANISATION: message("the same wording of another board or company"),
    How.MOVED_BOTH: message("the same wording elsewhere"),
    How.REWORDED: message("nearly the same wording in the same place"),
}
CHANGES = {
    Change.NEW: message("new"),
    Change.GONE: message("gone from the export"),
    Change.BACK: message("back in the export"),
    Change.REWORDED: message("reworded"),
    Change.MOVED: message("moved beneath another"),
    Change.MOVED_ORGANISATION: message("moved to another board or company"),
    Change.CHANGED: message("changed"),
}
FOLLOW_UP, KNOWN_AGAIN = message("follow-up"), message("known again from the plan here")
OWN_TARGET = message("target of the board's own")


@dataclass(frozen=True, slots=True)
class Row:
    """One difference, as a person reads it."""

    change: str
    organisation: str
    kind: str
    title: str
    part: str
    before: str
    after: str


def _listing(request: WorkRequest, found: TakingIn) -> Listing[Row]:
    language = request.language
    year = found.export.file.year
    return Listing(
        request,
        tuple(_rows(found, language)),
        name=f"skillnader-{year}",
        title=translate("What the export changes, {year}", language, year=year),
        columns=(
            Column("punkt", lazy_message("Item"), lambda row: row.title, note=lambda row: row.kind),
            Column("organisation", lazy_message("Board or company"), lambda row: row.organisation or None),
            Column("andring", lazy_message("Change"), lambda row: row.change),
            Column("falt", lazy_message("What"), lambda row: row.part or None),
            Column("fore", lazy_message("Before"), lambda row: row.before or None),
            Column("efter", lazy_message("After"), lambda row: row.after or None),
        ),
        choices=(
            Choice("andring", lazy_message("Change"), lambda row: row.change),
            Choice("organisation", lazy_message("Board or company"), lambda row: row.organisation or None),
        ),
        search=lambda row: f"{row.title} {row.before} {row.after}",
    )


def _rows(found: TakingIn, language: Language) -> Iterable[Row]:
    names = found.export.names
    for one in found.found:
        part = translate(PART_NAMES[one.part], language) if one.part else ""
        before, after = one.before or "", one.after or ""
        if one.change is Change.MOVED_ORGANISATION:
            before, after = names.get(before, before), names.get(after, after)
        elif one.part:
            before, after = (_said(one.part, value, language) for value in (before, after))
        yield _row(one.item, CHANGES[one.change], part, before, after, names, language)
    for told in found.follow_ups:
        for field in told.fields:
            before, after = (
                _told(field, getattr(side, field), language) for side in (told.before, told.after)
            )
            part = translate(TOLD_NAMES[field], language)
            yield _row(told.item, FOLLOW_UP, part, before, after, names, language)
    for target in found.targets:
        part = translate(PART_NAMES[Part.TARGET], language)
        yield _row(target.item, OWN_TARGET, part, target.before or "", target.after, names, language)
    for item in found.adopted:
        yield _row(item, KNOWN_AGAIN, "", "", "", names, language)


def _row(
    item: ExternalItem,
    change: str,
    part: str,
    before: str,
    after: str,
    names: Mapping[str, str],
    language: Language,
) -> Row:
    return Row(
        translate(change, language),
        names.get(item.organisation or "", item.organisation or ""),
        translate(KIND_NAMES[item.kind], language),
        item.title,
        part,
        before,
        after,
    )


def _said(part: Part, value: str, language: Language) -> str:
    """What a cell says, in words: states and judgements by their names, numbers with a decimal comma."""
    if part in WORDED:
        named = {str(key): words for key, words in (*ACTIVITY_NAMES.items(), *JUDGEMENTS.items())}
        return translate(named[value], language) if value in named else value
    if part in DAYS or language == "en":
        return value
    return value.replace(".", ",") if value.replace(".", "").replace("-", "").isdecimal() else value


def _told(field: str, value: object, language: Language) -> str:
    if value is None:
        return ""
    part = {"judgement": Part.JUDGEMENT, "activity": Part.STATE, "outcome": Part.OUTCOME}.get(field)
    return _said(part, str(value), language) if part else str(value)


def _counts(found: TakingIn, language: Language) -> list[tuple[int, str]]:
    """How many of each, in words."""
    counted = [
        (sum(one.change is change for one in found.found), translate(words, language))
        for change, words in CHANGES.items()
    ]
    counted += [
        (len(found.follow_ups), translate(FOLLOW_UP, language)),
        (len(found.targets), translate(OWN_TARGET, language)),
        (len(found.adopted), translate(KNOWN_AGAIN, language)),
    ]
    return [(count, words) for count, words in counted if count]
