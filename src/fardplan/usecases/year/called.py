"""Finding an organisation by what a person calls it: its key, or its name as it is written out."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store.organisations import KnownOrganisation
from fardplan.vocabulary.errors import InputError, NotFoundError

NEAREST, LIKENESS = 5, 0.5


def organisation_called(words: str, there: Sequence[KnownOrganisation]) -> KnownOrganisation:
    """The organisation with a key, or with a name in either language, capitals or not.

    Raises `NotFoundError` with the nearest where there is none, and `InputError` where several share a name.
    """
    folded = words.strip().casefold()
    found = [item for item in there if item.key == folded] or [
        item for item in there if folded in _names(item)
    ]
    if not found:
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=words), instead=_nearest(folded, there)
        )
    if len(found) > 1:
        raise InputError(
            Sentence("'{name}' is the name of {count} organisations", name=words, count=len(found)),
            instead=Sentence("Say which by its key: {listed}.", listed=", ".join(item.key for item in found)),
        )
    return found[0]


def _names(item: KnownOrganisation) -> Iterator[str]:
    yield item.name.sv.casefold()
    if item.name.en:
        yield item.name.en.casefold()


def _nearest(folded: str, there: Sequence[KnownOrganisation]) -> Sentence:
    """Those whose key or name is like what was asked for, or else some of them, each by both."""
    called = {name: item for item in reversed(there) for name in (item.key, *_names(item))}
    near = get_close_matches(folded, called, n=3 * NEAREST, cutoff=LIKENESS)
    told = list(dict.fromkeys(_told(called[name]) for name in near))[:NEAREST]
    if told:
        return Sentence("The nearest: {listed}.", listed=", ".join(told))
    return there_is(_told(item) for item in there)


def _told(item: KnownOrganisation) -> str:
    return f"{item.key} ({item.name.sv})"
