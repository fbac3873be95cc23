"""How far what takes time has come, on standard error: counting in registers, making many reports."""

import sys

import typer

from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import Language

QUARTERS = 4


class Progress:
    """On a terminal one line that is written over; elsewhere a line as something begins, and each quarter."""

    def __init__(self, language: Language) -> None:
        self.language, self.live = language, sys.stderr.isatty()
        self.line, self.quarter = "", 0

    def counting(self, register: str) -> None:
        self._begin(translate("Counting {register} …", self.language, register=register))

    def protecting(self, register: str, share: float) -> None:
        """A share of the register's tables is protected; with 0 it begins."""
        if share == 0:
            self._begin(translate("Protecting {register} …", self.language, register=register))
        else:
            self(share)

    def making(self, share: float = 0.0) -> None:
        """A share of the reports is made; with 0 it begins."""
        if share == 0:
            self._begin(translate("Making reports …", self.language))
        else:
            self(share)

    def __call__(self, share: float) -> None:
        """A share of what was begun last is done."""
        if not self.line:
            return
        if self.live:
            typer.echo(f"\r{self.line} {share:4.0%}", nl=False, err=True)
        elif self.quarter < int(share * QUARTERS) < QUARTERS:
            self.quarter = int(share * QUARTERS)
            typer.echo(f"{self.line} {self.quarter / QUARTERS:.0%}", err=True)

    def end(self) -> None:
        if self.live and self.line:
            typer.echo("\r" + " " * (len(self.line) + 6) + "\r", nl=False, err=True)
        self.line = ""

    def _begin(self, line: str) -> None:
        self.end()
        self.line, self.quarter = line, 0
        if self.live:
            self(0.0)
        else:
            typer.echo(line, err=True)
