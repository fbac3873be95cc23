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
    "account arises": message("account arises"),
    "add second factor": message("add second factor"),
    "address taken": message("sign-in refused: the address is another's"),
    "change password": message("change password"),
    "choose": message("choose language and reminders"),
    "choose password": message("choose password"),
    "copy own data": message("take a copy of own data"),
    "correct account": message("correct account"),
    "end account": message("end account"),
    "end grant": message("end role"),
    "end leave": message("take back leave"),
    "export log": message("export the log"),
    "give grant": message("give role"),
    "group gives nothing": message("group gives nothing: no such organisation"),
    "hand over": message("hand over"),
    "make account": message("make account"),
    "remove second factor": message("remove second factor"),
    "renew recovery codes": message("renew recovery codes"),
    "reset account": message("reset account"),
    "second factor failed": message("second factor failed"),
    "sign in": message("sign in"),
    "sign out": message("sign out"),
    "sign-in failed": message("sign-in failed"),
    "sign-in provider failed": message("sign-in failed at the provider"),
    "sign-in stopped": message("sign-in stopped after too many attempts"),
    "take leave": message("take leave"),
    "invite again": message("invite again"),
    "add to plan": message("add to plan"),
    "change plan": message("change in plan"),
    "drop from plan": message("drop from plan"),
    "take up in plan": message("take up again in plan"),
    "move in plan": message("move within plan"),
    "carry over into plan": message("carry over from last year's plan"),
    "consider": message("answer what was considered"),
    "bring council goals": message("take in the council's goals"),
    "add to council": message("add to what the council asks"),
    "change council": message("change what the council asks"),
    "withdraw from council": message("take out of what the council asks"),
    "adopt budget": message("record the decision on the budget"),
    "set own target": message("set own yearly target"),
    "propose change": message("propose change within the year"),
    "collect change": message("put change in the annex"),
    "take_out change": message("take change out of the annex"),
    "decline change": message("decline change"),
    "withdraw change": message("withdraw change"),
    "approve change": message("approve change by decision"),
    "open case": message("open case"),
    "write in draft": message("write in draft"),
    "add to draft": message("add to draft"),
    "take out of draft": message("take out of draft"),
    "move in draft": message("move within draft"),
    "restore in draft": message("bring back an earlier draft"),
    "target in draft": message("give a milestone of a draft a level and a year"),
    "refer case": message("send case out for comments"),
    "close referral case": message("close referral"),
    "propose case": message("make case a proposal"),
    "submit case": message("propose case to the council"),
    "return case": message("return case"),
    "adopt case": message("adopt case"),
    "reject case": message("reject case"),
    "withdraw case": message("withdraw case"),
    "move last day": message("move last day of referral"),
    "ask more": message("ask more in referral"),
    "write answer": message("write answer to referral"),
    "hand in answer": message("hand in answer to referral"),
    "open answer anew": message("open answer to referral anew"),
    "relay decision point": message("relay decision point"),
    "decide relay": message("record a body's decision on a point"),
    "consider relay": message("record that the budget considers a point"),
    "relay relay": message("relay to a body"),
    "release relay": message("release a body from a point"),
    "reopen relay": message("take back a release"),
    "take over relay": message("let a successor take over a point"),
    "bring document": message("bring in council document"),
    "settle doubt": message("settle doubt of a reading"),
    "take back settling": message("take back how a doubt was settled"),
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
    "person": message("account"),
    "milestone": message("milestone"),
    "roadmap": message("roadmap edition"),
    "log": message("log"),
    "no account": message("no account"),
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
