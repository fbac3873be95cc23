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
    "simulate adopted budget": message("made up the decision on the budget"),
    "simulate budget": message("made up a budget"),
    "simulate closed year": message("made up a closed year"),
    "simulate considered": message("made up considered answers"),
    "simulate follow-ups": message("made up follow-ups"),
    "simulate plan": message("made up a plan"),
    "simulate step": message("made up a step of the year"),
    "simulate year": message("made up a year"),
    "account arises": message("got an account by signing in"),
    "add second factor": message("added a second factor"),
    "add to council": message("added to what the council asks"),
    "add to draft": message("added to a draft"),
    "add to plan": message("added to a plan"),
    "add unit": message("added a unit"),
    "end unit": message("ended a unit"),
    "address taken": message("was refused a sign-in: the address is another's"),
    "adopt budget": message("noted the decision on the budget"),
    "adopt case": message("adopted a case"),
    "adopt roadmap": message("adopted a roadmap"),
    "approve": message("approved what was handed in"),
    "approve change": message("approved a change by decision"),
    "approve figures": message("approved figures"),
    "ask more": message("asked more bodies in a referral"),
    "bring council goals": message("took in the council's goals"),
    "bring document": message("brought in a council document"),
    "bring export": message("brought in an export"),
    "bring form": message("brought in a form"),
    "bring organisations": message("brought in organisations"),
    "carry over": message("carried over into a year"),
    "carry over into plan": message("carried over from last year's plan"),
    "change candidate": message("changed a candidate"),
    "change council": message("changed what the council asks"),
    "change days": message("changed days"),
    "change password": message("changed the password"),
    "change plan": message("changed a plan"),
    "choose": message("chose language and reminders"),
    "choose password": message("chose a password"),
    "close login of demonstration": message("closed a login of the demonstration"),
    "close referral case": message("closed a referral"),
    "close year": message("closed a year"),
    "collect change": message("put a change in the annex"),
    "compute": message("computed figures"),
    "confirm mapping": message("confirmed a mapping"),
    "consider": message("answered what was considered"),
    "consider relay": message("noted that the budget considers a point"),
    "copy own data": message("took a copy of their own data"),
    "correct": message("corrected after handing in"),
    "correct account": message("corrected an account"),
    "create home": message("created the home"),
    "decide": message("noted the decision on a step"),
    "decide relay": message("noted a body's decision on a point"),
    "decline change": message("declined a change"),
    "decline figures": message("declined figures"),
    "drop from plan": message("dropped something from a plan"),
    "edit candidate": message("wrote on a candidate"),
    "end": message("ended a task"),
    "end account": message("ended an account"),
    "end grant": message("ended a role"),
    "end leave": message("took back a leave"),
    "export log": message("exported the log"),
    "follow up": message("followed up"),
    "forget answers": message("forgot answers of sources"),
    "give grant": message("gave a role"),
    "group gives nothing": message("got nothing by a group: no such organisation"),
    "hand in answer": message("handed in an answer to a referral"),
    "hand over": message("handed over to another"),
    "import roadmap": message("imported a roadmap"),
    "invite again": message("invited again"),
    "judge": message("judged"),
    "keep candidate": message("kept a candidate"),
    "load evidence": message("loaded figures"),
    "load form": message("loaded a form"),
    "load public figures": message("loaded public figures"),
    "make account": message("made an account"),
    "make login of demonstration": message("made a login for the demonstration"),
    "mark_ready": message("marked a step as ready"),
    "move in draft": message("moved within a draft"),
    "move in plan": message("moved within a plan"),
    "move last day": message("moved the last day of a referral"),
    "open answer anew": message("opened an answer to a referral anew"),
    "open case": message("opened a case"),
    "open year": message("opened a year"),
    "plan is kept elsewhere": message("let the plan be kept elsewhere"),
    "plan is kept here": message("let the plan be kept here"),
    "propose candidate": message("proposed a candidate"),
    "propose case": message("made a case a proposal"),
    "propose change": message("proposed a change within the year"),
    "publish": message("published what is public"),
    "put candidate aside": message("put a candidate aside"),
    "refer case": message("sent a case out for comments"),
    "refresh evidence": message("refreshed figures"),
    "refresh failed": message("failed to refresh figures"),
    "reject case": message("rejected a case"),
    "relay decision point": message("relayed a decision point"),
    "relay relay": message("relayed a point to a body"),
    "release outlook": message("released an outlook"),
    "release relay": message("released a body from a point"),
    "remind": message("reminded people"),
    "remove second factor": message("removed a second factor"),
    "renew recovery codes": message("renewed recovery codes"),
    "reopen": message("reopened a step"),
    "reopen relay": message("took back a release"),
    "reset account": message("reset an account"),
    "restore in draft": message("brought back an earlier draft"),
    "reopen year": message("opened a closed year again"),
    "return": message("returned what was handed in"),
    "return case": message("returned a case"),
    "roll back": message("rolled back a publication"),
    "second factor failed": message("failed with the second factor"),
    "set gap target": message("set a gap target"),
    "set level and year": message("set level and year of a milestone"),
    "set level and year and gap target": message("set level, year and gap target of a milestone"),
    "set meeting": message("set the day of a meeting"),
    "set own target": message("set a yearly target of their own"),
    "settle doubt": message("settled a doubt of a reading"),
    "sign in": message("signed in"),
    "sign out": message("signed out"),
    "sign-in failed": message("failed to sign in"),
    "sign-in provider failed": message("failed to sign in at the provider"),
    "sign-in stopped": message("was stopped after too many attempts to sign in"),
    "submit case": message("proposed a case to the council"),
    "take back settling": message("took back how a doubt was settled"),
    "take candidate up": message("took a candidate up again"),
    "take in export": message("loaded an export"),
    "take in late": message("took in late"),
    "take leave": message("took leave"),
    "take out of draft": message("took something out of a draft"),
    "take over": message("took over from another"),
    "take over relay": message("handed a point to a successor"),
    "take up in plan": message("took up again in a plan"),
    "take_back": message("took back what was handed in"),
    "take_out change": message("took a change out of the annex"),
    "target in draft": message("gave a milestone of a draft a level and a year"),
    "withdraw case": message("withdrew a case"),
    "withdraw change": message("withdrew a change"),
    "withdraw from council": message("took something out of what the council asks"),
    "withdraw outlook": message("withdrew an outlook"),
    "write": message("wrote in a step"),
    "write answer": message("wrote on an answer to a referral"),
    "write in draft": message("wrote in a draft"),
    "write report text": message("wrote in a report"),
    "keep report template": message("kept the template of reports"),
}
"""What somebody did, in words: no two alike, all in the past."""

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
    "without": message("without what was not decided"),
    "year": message("year"),
    "computed": message("what the figures say"),
    "standpoint": message("standpoint of the figures"),
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
    "all": message("all organisations"),
    "answer": message("answer to the referral"),
    "council_item": message("council goal"),
    "doubt": message("doubt"),
    "of": message("of"),
    "point": message("decision point"),
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
    "report": message("report"),
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
"""What the words of a subject are in words; its keys and numbers stand between them."""

VALUES: dict[str, dict[str, str]] = {
    "judgement": {
        "fully": message("fulfilled fully"),
        "partly": message("fulfilled partly"),
        "not": message("not fulfilled"),
        "no_outcome": message("outcome is missing"),
    },
    "standpoint": {
        "fully": message("The figures speak for fulfilled fully."),
        "some_way": message("The figures speak for fulfilled partly."),
        "not": message("The figures speak for not fulfilled."),
        "untold": message("The figures cannot tell whether it is fulfilled."),
        "no_figures": message("There are no figures of it yet."),
    },
    "position": {
        "supports": message("supports the proposal"),
        "supports_with_comments": message("supports the proposal with comments"),
        "rejects": message("rejects the proposal"),
        "abstains": message("abstains from taking a position"),
    },
    "state": {
        "draft": message("draft"),
        "referred": message("referred for comments"),
        "prepared": message("prepared after the referral"),
        "council": message("before the city council"),
        "adopted": message("adopted"),
        "rejected": message("rejected"),
        "withdrawn": message("withdrawn"),
        "relayed": message("relayed, not decided"),
        "decided": message("decided"),
        "considered": message("considered in the budget"),
        "asked": message("asked, not begun"),
        "writing": message("being written"),
        "answered": message("answered"),
        "not_begun": message("not begun"),
        "ready": message("ready for approval"),
        "returned": message("returned"),
        "approved": message("approved"),
        "open": message("open"),
        "closed": message("closed"),
    },
}
"""What a field may be, in words; others stand as the log has them."""


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
    return " ".join(_subject_word(word, language) for word in subject.split(" "))


def _subject_word(word: str, language: Language) -> str:
    if word in SUBJECTS:
        return translate(SUBJECTS[word], language)
    if word.endswith("-year") and word.removesuffix("-year").isdecimal():
        return translate("The whole of {year}", language, year=word.removesuffix("-year")).lower()
    return word


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
            if isinstance(inside, str) and inside in VALUES.get(name, {}):
                told = translate(VALUES[name][inside], language)
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
