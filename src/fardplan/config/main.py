"""The program's entry point: where ports meet adapters, and where every error becomes a sentence."""

import errno
import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, IntegrityError

from fardplan.config.secret import keep_key
from fardplan.config.server import check_port, serve
from fardplan.vocabulary.errors import FardplanError

PLAIN = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "this user may not write or read there",
    errno.EPERM: "this user may not write or read there",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EDQUOT: "this user's disk quota is used up",
}


def main() -> None:
    """Run the command line; exit code 1 with a plain sentence on any error a person can act on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fardplan.config.settings")
    from fardplan.cli.arguments import home_and_rest, writes_utf8

    writes_utf8()
    try:
        os.environ["FARDPLAN_HOME"], arguments = home_and_rest(sys.argv[1:])
        keep_key(Path(os.environ["FARDPLAN_HOME"]))
        django.setup()
        # The commands reach the tables, which exist only from here on.
        from fardplan.cli.app import program
        from fardplan.cli.session import Ports

        program(arguments)(arguments, prog_name="fardplan", obj=Ports(serve=serve, check_port=check_port))
    except FardplanError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. What was finished is there; the same command can be run again.\n")
        sys.exit(130)
    except BrokenPipeError:
        # The reader, head say, has seen enough; nothing more can be written, not even on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        reason = PLAIN.get(error.errno or 0) or error.strerror or str(error)
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{reason}.\nWhat was there before is as it was.")
    except ImproperlyConfigured as error:
        _fail(f"The database cannot be reached: {error}")
    except DatabaseError as error:
        if isinstance(error, IntegrityError):  # a fault of ours, which needs its traceback
            raise
        _fail(f"The database could not be used: {str(error).strip()}.\nWhat was there before is as it was.")


def _fail(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.exit(1)
