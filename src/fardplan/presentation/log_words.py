"""The log in words: what was done, about what, and which field changed from what to what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fardplan.presentation.numbers import as_given
from fardplan.presentation.periods import date_text
from fardplan.presentation.roles import ROLES
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language

ACTIONS: dict[str, str] = {
    "simulate adopted budget": message("simulate the decision on the budget"),
    "simulate budget": message("simulate a budget"),
    "simulate closed year": message("simulate a closed year"),
    "simulate considered": message("simulate considered answers"),
    "simulate follow-ups": message("simulate follow-ups"),
    "simulate plan": message("simulate a plan"),
    "simulate step": message("simulate a step of the year"),
    "simulate year": message("simulate a year"),
    "account arises": message("account arises"),
    "add second factor": message("add second factor"),
    "add to council": message("add to what the council asks"),
    "add to draft": message("add to draft"),
    "add to plan": message("add to plan"),
    "add unit": message("add unit"),
    "end unit": message("end unit"),
    "address taken": message("sign-in refused: the address is another's"),
    "adopt budget": message("note the decision on the budget"),
    "adopt case": message("adopt case"),
    "adopt roadmap": message("adopt roadmap"),
    "approve": message("approve"),
    "approve change": message("approve change by decision"),
    "approve figures": message("approve figures"),
    "ask more": message("ask more in referral"),
    "bring council goals": message("take in the council's goals"),
    "bring document": message("bring in council document"),
    "bring export": message("bring in export"),
    "bring form": message("bring in form"),
    "bring organisations": message("bring in organisations"),
    "carry over": message("carry over into year"),
    "carry over into plan": message("carry over from last year's plan"),
    "change candidate": message("change candidate"),
    "change council": message("change what the council asks"),
    "change days": message("change days"),
    "change password": message("change password"),
    "change plan": message("change in plan"),
    "choose": message("choose language and reminders"),
    "choose password": message("choose password"),
    "close login of demonstration": message("close a login of the demonstration"),
    "close referral case": message("close referral"),
    "close year": message("close year"),
    "close_referral case": message("close referral"),
    "collect change": message("put change in the annex"),
    "compute": message("compute"),
    "confirm mapping": message("confirm mapping"),
    "consider": message("answer what was considered"),
    "consider relay": message("note that the budget considers a point"),
    "copy own data": message("take a copy of own data"),
    "correct": message("correct"),
    "correct account": message("correct account"),
    "create home": message("create home"),
    "decide": message("note decision"),
    "decide relay": message("note a body's decision on a point"),
    "decline change": message("decline change"),
    "decline figures": message("decline figures"),
    "drop from plan": message("drop from plan"),
    "edit candidate": message("change candidate"),
    "end": message("end"),
    "end account": message("end account"),
    "end grant": message("end role"),
    "end leave": message("take back leave"),
    "export log": message("export the log"),
    "follow up": message("follow up"),
    "forget answers": message("forget answers of sources"),
    "give grant": message("give role"),
    "group gives nothing": message("group gives nothing: no such organisation"),
    "hand in answer": message("hand in answer to referral"),
    "hand over": message("hand over"),
    "import roadmap": message("import roadmap"),
    "invite again": message("invite again"),
    "judge": message("judge"),
    "keep candidate": message("keep candidate"),
    "load evidence": message("load figures"),
    "load form": message("load form"),
    "load public figures": message("load public figures"),
    "make account": message("make account"),
    "make login of demonstration": message("make a login for the demonstration"),
    "mark ready": message("mark ready"),
    "mark_ready": message("mark ready"),
    "move in draft": message("move within draft"),
    "move in plan": message("move within plan"),
    "move last day": message("move last day of referral"),
    "open answer anew": message("open answer to referral anew"),
    "open case": message("open case"),
    "open year": message("open year"),
    "plan is kept elsewhere": message("plan is kept elsewhere"),
    "plan is kept here": message("plan is kept here"),
    "propose candidate": message("propose candidate"),
    "propose case": message("make case a proposal"),
    "propose change": message("propose change within the year"),
    "publish": message("publish"),
    "put candidate aside": message("put candidate aside"),
    "refer case": message("send case out for comments"),
    "refresh evidence": message("refresh figures"),
    "refresh failed": message("refreshing figures failed"),
    "reject case": message("reject case"),
    "relay decision point": message("relay decision point"),
    "relay relay": message("relay to a body"),
    "release outlook": message("release outlook"),
    "release relay": message("release a body from a point"),
    "remind": message("remind"),
    "remove second factor": message("remove second factor"),
    "renew recovery codes": message("renew recovery codes"),
    "reopen": message("reopen"),
    "reopen relay": message("take back a release"),
    "reset account": message("reset account"),
    "restore in draft": message("bring back an earlier draft"),
    "reopen year": message("open closed year again"),
    "return": message("return"),
    "return case": message("return case"),
    "roll back": message("roll back publication"),
    "second factor failed": message("second factor failed"),
    "set gap target": message("set gap target"),
    "set level and year": message("set level and year"),
    "set level and year and gap target": message("set level, year and gap target"),
    "set meeting": message("set day of meeting"),
    "set own target": message("set own yearly target"),
    "settle doubt": message("settle doubt of a reading"),
    "sign in": message("sign in"),
    "sign out": message("sign out"),
    "sign-in failed": message("sign-in failed"),
    "sign-in provider failed": message("sign-in failed at the provider"),
    "sign-in stopped": message("sign-in stopped after too many attempts"),
    "submit case": message("propose case to the council"),
    "take back": message("take back"),
    "take back settling": message("take back how a doubt was settled"),
    "take candidate up": message("take candidate up"),
    "take in export": message("take in export"),
    "take in late": message("take in late"),
    "take leave": message("take leave"),
    "take out change": message("take out change"),
    "take out of draft": message("take out of draft"),
    "take over": message("take over from another"),
    "take over relay": message("let a successor take over a point"),
    "take up in plan": message("take up again in plan"),
    "take_back": message("take back"),
    "take_out change": message("take change out of the annex"),
    "target in draft": message("give a milestone of a draft a level and a year"),
    "withdraw case": message("withdraw case"),
    "withdraw change": message("withdraw change"),
    "withdraw from council": message("take out of what the council asks"),
    "withdraw outlook": message("withdraw outlook"),
    "write": message("write"),
    "write answer": message("write answer to referral"),
    "write in draft": message("write in draft"),
}
"""What the log calls an action, in words."""

FIELDS: dict[str, str] = {
    "away_from": message("first day away"),
    "away_to": message("last day away"),
    "decision": message("decision"),
    "deputy": message("deputy"),
    "email": message("e-mail address"),
    "ended": message("ended"),
    "indicator": message("indicator"),
    "judgement": message("judgement"),
    "kind": message("kind"),
    "language": message("language"),
    "level": message("level"),
    "name": message("name"),
    "organisation": message("organisation"),
    "provider": message("sign-in provider"),
    "reminders": message("reminders"),
    "responsible": message("responsible"),
    "role": message("role"),
    "second_factor": message("second factor"),
    "second_factors_removed": message("second factors removed"),
    "state": message("state"),
    "target": message("target"),
    "target_area": message("target area"),
    "text": message("text"),
    "valid_from": message("from"),
    "valid_to": message("to"),
    "way": message("way of signing in"),
    "why": message("why"),
    "year": message("year"),
    "part": message("part"),
    "asked": message("who is asked"),
    "last_day": message("last day"),
    "edition": message("edition"),
    "position": message("position"),
    "comments": message("comments"),
    "bodies": message("bodies"),
    "due": message("last day"),
    "resolution": message("how it was settled"),
    "reading": message("reading"),
    "revision": message("save"),
    "based_on": message("begun from edition"),
    "document": message("document"),
    "answer": message("answer"),
    "title": message("what"),
    "expected_result": message("expected result"),
    "unit": message("unit"),
    "wanted": message("wanted direction"),
    "starts": message("first day"),
    "ends": message("last day"),
    "strategies": message("strategies"),
    "milestones": message("milestones"),
    "answers": message("what it answers"),
    "parent": message("beneath"),
    "programme": message("local development programme"),
    "dropped": message("dropped"),
    "dropped_why": message("why it was dropped"),
    "carried_from": message("carried over from"),
    "place": message("place"),
    "effect": message("counts from"),
    "wording": message("wording"),
}
"""What a field is called in words; others stand as the log has them."""

SUBJECTS: dict[str, str] = {
    "candidate": message("candidate"),
    "file": message("file"),
    "follow_up": message("follow-up"),
    "log": message("log"),
    "mapping": message("mapping"),
    "milestone": message("milestone"),
    "no account": message("no account"),
    "organisation": message("organisation"),
    "person": message("account"),
    "reminders": message("reminders"),
    "roadmap": message("roadmap edition"),
    "sources": message("sources"),
    "year": message("year"),
    "case": message("case"),
    "document": message("council document"),
    "plan": message("plan"),
    "council": message("what the council asks"),
    "considered": message("considered"),
    "change": message("change within the year"),
}
"""What the first word of a subject is in words."""


NAMES = frozenset({"year", "gap_year", "number", "edition", "roadmap", "grant"})
"""Fields whose numbers are names, and are written without a space between thousands."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field, with what it was and what it became; None where it was not there."""

    field: str
    before: str | None
    after: str | None


def action_word(action: str, language: Language) -> str:
    return translate(ACTIONS[action], language) if action in ACTIONS else action


def subject_words(subject: str, language: Language) -> str:
    """`person 12` as `account 12`; what is not known stands as it is."""
    if subject in SUBJECTS:
        return translate(SUBJECTS[subject], language)
    first, _, rest = subject.partition(" ")
    return f"{translate(SUBJECTS[first], language)} {rest}" if first in SUBJECTS and rest else subject


def changes(before: Any, after: Any, language: Language) -> list[Change]:
    """What differs between two states of a thing, field by field, fields inside fields with a colon.

    Fields that are the same on both sides are left out; where a side is no collection of fields it is shown
    whole.
    """
    old, new = dict(_flat(before, language)), dict(_flat(after, language))
    return [
        Change(name, old.get(name), new.get(name))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _flat(value: Any, language: Language, way: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inside in value.items():
            word = translate(FIELDS[name], language) if name in FIELDS else str(name).replace("_", " ")
            told = str(inside) if name in NAMES and isinstance(inside, int) else inside
            yield from _flat(told, language, f"{way}: {word}" if way else word)
    elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
        for number, item in enumerate(value, start=1):
            yield from _flat(item, language, f"{way} {number}" if way else f"{number}")
    elif value is not None:
        yield way or translate("content", language), _in_words(value, language)


def _in_words(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return translate("yes", language) if value else translate("no", language)
    if isinstance(value, int | float):
        return as_given(value, language)
    if isinstance(value, list):
        return ", ".join(_in_words(item, language) for item in value) or "–"
    return _text_in_words(str(value), language)


def _text_in_words(text: str, language: Language) -> str:
    if text in ROLES:
        return translate(ROLES[text], language)
    try:
        return date_text(date.fromisoformat(text), language) if len(text) == 10 else text
    except ValueError:
        return text
