"""What the command line tells where a command could not do what was asked."""

import errno

from django.core.exceptions import ImproperlyConfigured

from fardplan.presentation.sentences import Sentence, error_in
from fardplan.vocabulary.errors import FardplanError
from fardplan.vocabulary.text import Language

_AS_IT_WAS = Sentence("What was there before is as it was.")
_NO_WAY_IN = Sentence("this user may not write or read there")
_FILE = Sentence("a file stands where a folder is needed")
_PLAIN = {
    errno.ENOSPC: Sentence("the disk is full"),
    errno.EROFS: Sentence("the disk can only be read"),
    errno.EACCES: _NO_WAY_IN,
    errno.EPERM: _NO_WAY_IN,
    errno.EEXIST: _FILE,
    errno.ENOTDIR: _FILE,
    errno.EDQUOT: Sentence("this user's disk quota is used up"),
}


def told(error: BaseException, language: Language) -> str:
    """An error as it is told a person at the command line; what a disk or a database says stands as it is."""
    if isinstance(error, FardplanError):
        return error_in(error, language)
    if isinstance(error, KeyboardInterrupt):
        return Sentence(
            "Interrupted. What was finished is there; the same command can be run again."
        ).in_language(language)
    if isinstance(error, OSError):
        reason = _PLAIN.get(error.errno or 0) or error.strerror or str(error)
        where = f"{error.filename}: " if error.filename else ""
        said = Sentence("{where}{reason}.", where=where, reason=reason)
        return _lines(language, said, _AS_IT_WAS)
    if isinstance(error, ImproperlyConfigured):
        return _lines(language, Sentence("The database cannot be reached: {why}", why=error))
    return _lines(
        language, Sentence("The database could not be used: {why}.", why=str(error).strip()), _AS_IT_WAS
    )


def _lines(language: Language, *sentences: Sentence) -> str:
    return "\n".join(one.in_language(language) for one in sentences)
