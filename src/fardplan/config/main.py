"""The program's entry point: where ports meet adapters, and where every error becomes a sentence."""

import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, IntegrityError

from fardplan.config.secret import keep_key
from fardplan.config.server import check_port, serve
from fardplan.vocabulary.errors import FardplanError


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
    except KeyboardInterrupt as error:
        _end(error, 130)
    except BrokenPipeError:
        # The reader, head say, has seen enough; nothing more can be written, not even on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except IntegrityError:  # a fault of ours, which needs its traceback
        raise
    except (FardplanError, OSError, ImproperlyConfigured, DatabaseError) as error:
        _end(error, 1)


def _end(error: BaseException, code: int) -> None:
    """Tell the error in the language of the answers, which the arguments name before any command."""
    from fardplan.cli.arguments import language_of
    from fardplan.config.failures import told

    sys.stderr.write(f"{told(error, language_of(sys.argv[1:]))}\n")
    sys.exit(code)
