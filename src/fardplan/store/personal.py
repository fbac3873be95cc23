"""What the tables hold of people: every column is classified, or the tests fail.

For each kind of personal data: what it is, what it is for, how long it is kept, who sees it, and how a row is
found that is about a given person. The register of processing (GDPR article 30) and the copy that people can
take of their own data are made from this, so that no table is forgotten in either.
"""

from dataclasses import dataclass
from enum import StrEnum

from fardplan.presentation.translations import message


class Link(StrEnum):
    """How a column tells whose a row is."""

    ACCOUNT = "account"
    """It points to the account."""
    NAME = "name"
    """It has the person's name, as it was then."""
    SUBJECT = "subject"
    """It says `person` and the account's number."""
    NONE = "none"
    """It does not; another column of the row does."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of personal data, in words that are translated where they are shown.

    `secret`: it protects the account, and is not told even to the person.
    """

    key: str
    what: str
    purpose: str
    kept: str
    seen_by: str
    link: Link = Link.NONE
    secret: bool = False


WITH_THE_RECORD = message("as long as the record: disposed of by decision of the archive authority alone")
WITH_THE_ACCOUNT = message("with the account, which is ended and not removed: what was decided keeps by whom")
KEEPERS = message("the person, administrators and auditors")
COLLEAGUES = message("everybody who has an account, beside what the person has done")

NAME = Kind(
    "name",
    message("name"),
    message("to tell people apart, and to say who decided and answers for what"),
    WITH_THE_ACCOUNT,
    COLLEAGUES,
)
CONTACT = Kind(
    "contact",
    message("e-mail address"),
    message("to sign in, and to send invitations, reminders and warnings"),
    WITH_THE_ACCOUNT,
    KEEPERS,
)
ACCOUNT = Kind(
    "account",
    message("since when there is an account, and until when"),
    message("to let in who is to be let in"),
    WITH_THE_ACCOUNT,
    KEEPERS,
)
OWNER = Kind(
    "owner",
    message("whose account a row belongs to"),
    message("to let in who is to be let in"),
    WITH_THE_ACCOUNT,
    KEEPERS,
    Link.ACCOUNT,
)
CHOICE = Kind(
    "choice",
    message("language, and whether reminders are wanted"),
    message("to show pages and send letters as the person wants them"),
    WITH_THE_ACCOUNT,
    KEEPERS,
)
ABSENCE = Kind(
    "absence",
    message("when a person is away, and who stands in; not why"),
    message("to let the deputy do what is to be done, and to send no reminders meanwhile"),
    message("until the next leave is noted or the leave is taken back; each change stays in the log"),
    message("the person, the deputy, administrators and auditors"),
)
SIGN_IN = Kind(
    "sign-in",
    message("when and how a person has signed in"),
    message("to find misuse of an account"),
    WITH_THE_ACCOUNT,
    KEEPERS,
)
PROVIDER = Kind(
    "provider",
    message("what the city's sign-in provider calls the person"),
    message("to know the person again at the next sign-in"),
    WITH_THE_ACCOUNT,
    message("nobody but who runs the server"),
)
SECRET = Kind(
    "secret",
    message("secrets that protect the account: password (as a hash), keys of the app, sessions"),
    message("to let in nobody but the person"),
    message("until they are changed; sessions until they end, ten hours at most where the city says no less"),
    message("nobody"),
    secret=True,
)
ROLE = Kind(
    "role",
    message("roles: which, for what, from when until when"),
    message("to let people do what is theirs to do, and nothing else"),
    WITH_THE_RECORD,
    KEEPERS,
)
ROLE_HOLDER = Kind(
    "role holder",
    message("whose a role is"),
    message("to let people do what is theirs to do, and nothing else"),
    WITH_THE_RECORD,
    KEEPERS,
    Link.ACCOUNT,
)
IN_CHARGE = Kind(
    "in charge",
    message("who answers for an item of a plan"),
    message("to follow up, to remind, and to see what nobody carries"),
    WITH_THE_RECORD,
    message("everybody who reads the plan in the workspace"),
    Link.ACCOUNT,
)
IN_CHARGE_BY_NAME = Kind(
    "in charge by name",
    message("who answers for an item of a plan"),
    message("to follow up, to remind, and to see what nobody carries"),
    WITH_THE_RECORD,
    message("everybody who reads the plan in the workspace"),
    Link.NAME,
)
DOER = Kind(
    "doer",
    message("who wrote, changed, approved or decided"),
    message("so that public records say who made them, and four eyes can be shown to be four"),
    WITH_THE_RECORD,
    message("everybody who reads the record in the workspace"),
    Link.NAME,
)
LOGGED = Kind(
    "logged",
    message("entries of the log about the account"),
    message("to prove who did what, and to find misuse"),
    WITH_THE_RECORD,
    message("auditors, and the person in the copy of their own data"),
    Link.SUBJECT,
)
WRITTEN = Kind(
    "written",
    message("what people have written: texts, reasons, comments"),
    message(
        "to plan, follow up and decide; texts are about the city's work and are to name no private person"
    ),
    WITH_THE_RECORD,
    message("everybody who reads the record in the workspace"),
)
REMINDED = Kind(
    "reminded",
    message("on which days a person was reminded"),
    message("to send no more than one letter a day"),
    WITH_THE_RECORD,
    KEEPERS,
    Link.ACCOUNT,
)
OFFICER = Kind(
    "officer",
    message("the office or officer who drew up a document"),
    message("to say where a public document comes from"),
    WITH_THE_RECORD,
    message("everybody: it stands in the public document"),
)
KINDS = (
    NAME,
    CONTACT,
    ACCOUNT,
    OWNER,
    CHOICE,
    ABSENCE,
    SIGN_IN,
    PROVIDER,
    SECRET,
    ROLE,
    ROLE_HOLDER,
    IN_CHARGE,
    IN_CHARGE_BY_NAME,
    DOER,
    LOGGED,
    WRITTEN,
    REMINDED,
    OFFICER,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: those that are personal, by kind, and those that are not. Names with blanks."""

    personal: dict[Kind, str]
    others: str = ""

    def kind_of(self, name: str) -> Kind | None:
        """The kind of personal data in a column; None where it is declared to be none."""
        return next((kind for kind, names in self.personal.items() if name in names.split()), None)

    @property
    def names(self) -> list[str]:
        return " ".join([*self.personal.values(), self.others]).split()

    @property
    def is_about_people(self) -> bool:
        """Whether a row can be found to be about a person."""
        return any(kind.link is not Link.NONE for kind in self.personal)
