"""DRAFT.yaml: the draft as a file that a person reads, corrects and gives back."""

from typing import Any

import yaml

from fardplan.sources.yaml_file import parse_yaml
from fardplan.sources.yaml_marks import SCALARS

from .draft import Draft

_HEADER = """\
# Utkast till färdplan, läst ur ett tjänsteutlåtande. Rätta gärna för hand och importera sedan filen.
#   text        rättad text: det är den som importeras; ändra här
#   as_read     så som det lästes, rad för rad; låt stå
#   lines       radnummer i källan
#   confidence  hur säkert det är att texten är ordagrann, 0-1; sätt 1 när du har kontrollerat
#   doubts      det som bör ses över; ta bort det som är utrett
# Målen (goals) är ett träd:
#   id          målets eget namn i filen; inga två får ha samma
#   level       dokumentets eget ord för nivån, till exempel Delmål
#   becomes     vad målet blir i färdplanen: target_area (målområde), milestone (etappmål), strategy
#               (strategi) eller null, om det inte har någon plats där; det står då kvar här
#   parent      id för målet som det hör till, null för det som står överst
#   number      numret som det är tryckt
#   direction   vart orden pekar: up (öka), down (minska) eller unclear (framgår inte)
#   target      nivå och år som ska nås, så långt dokumentet säger det: value, unit, year, direction
#               (up: minst, down: högst), relative (true: värdet är en förändring i procent)
#   responsible de som dokumentet säger ansvarar
# Indikatorer (indicators): of är id för målet som de mäter, source var siffrorna kommer ifrån.
#
# Roadmap draft read from a council document. Correct `text` by hand, then import the file;
# `as_read` and `lines` say where it stands in the source, `confidence` how sure it is that the text is
# word for word (set 1 when you have checked), `doubts` what to look at (remove what is settled).
# The goals are a tree: `id` is a goal's own name in this file, `level` the document's own word,
# `becomes` what it is in the roadmap (target_area, milestone, strategy, or null for what has no place there),
# `parent` the id of the goal it belongs to, `number` its number as printed, `direction` where its words
# point (up, down, unclear), `target` the level and year to reach (direction up: at least, down: at most;
# relative: a change in per cent), `responsible` who answers for it.
# An indicator's `of` is the id of the goal it measures, `source` where its figures come from.
"""
_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Lines as they were read stay lines; short lists of numbers stay on one."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002, the signature is PyYAML's
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.SequenceNode:
    flow = all(isinstance(value, int) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flow)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
for _tag, _pattern, _starts in SCALARS:  # quote whatever the reader would not take as text
    _Dumper.add_implicit_resolver(_tag, _pattern, _starts)


def to_yaml(draft: Draft) -> str:
    """The draft as commented YAML; `from_yaml` builds an equal draft of it."""
    body = yaml.dump(draft.to_json(), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return f"{_HEADER}\n{body}"


def from_yaml(text: str, *, where: str = "DRAFT.yaml") -> Draft:
    """The draft that a DRAFT.yaml describes, corrected by hand or not; `where` names the file in errors.

    Raises InputError with every fault in it, each with its line.
    """
    return parse_yaml(text, Draft, where=where)
