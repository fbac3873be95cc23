"""How much of what a document says the reader finds, and how much of what it finds the document says.

A found item meets an expected one when their texts are alike: wholly but for spaces, hyphens at line ends,
case and the sign at the end; a scanned document may differ in one letter of ten, but never in a figure. What
else an item says (its level, its number, who is responsible …) is counted among those that met, and of how
many the text is the same to the letter (its spelling).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from fardplan.sources.council_document import Draft, read_file
from fardplan.vocabulary.errors import InputError

CLEAN, SCANNED, SAME = 0.97, 0.90, 1.0
"""How alike two texts are that say the same, 1 being equal: in a clean document and in a scanned one."""

MEASURED = "measured.yaml"
"""Beside a set of documents: what was found of each kind of item when it was last measured."""

SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class Said:
    """An item as it is compared: its text, and what else it says."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Score:
    """Counts of one kind of item: expected, found, met, and how many facts of those that met agree."""

    expected: int = 0
    found: int = 0
    met: int = 0
    facts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.met / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.met / self.found if self.found else 1.0

    def add(self, other: "Score") -> None:
        self.expected += other.expected
        self.found += other.found
        self.met += other.met
        self.missed += other.missed
        for name, (right, of) in other.facts.items():
            self.facts[name][0] += right
            self.facts[name][1] += of


def documents(folder: Path) -> list[Path]:
    """The documents of a corpus, each beside its NAME.expected.yaml."""
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and _told_of(path).is_file())


def counts(score: Score) -> dict[str, int]:
    """How many items were met, how many found are not there, and how often each fact met is right."""
    facts = {f"{name} right": right for name, (right, _) in sorted(score.facts.items())}
    return {"met": score.met, "not there": score.found - score.met, **facts}


def worse(before: Mapping[str, Mapping[str, int]], now: Mapping[str, Score]) -> Iterator[str]:
    """What is read worse than before, kind by kind, each followed by the lines that tell where."""
    for kind, score in now.items():
        told = [
            f"{kind}: {what} {count}, before {before[kind].get(what, 0)}"
            for what, count in counts(score).items()
            if (count - before[kind].get(what, 0)) * (-1 if what == "not there" else 1) < 0
        ]
        if told:
            yield from told
            yield from score.missed


def _told_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.expected.yaml")


def scored(path: Path) -> dict[str, Score]:
    """The scores of one document, by kind of item."""
    expected = yaml.safe_load(_told_of(path).read_text(encoding="utf-8"))
    try:
        draft: Draft | None = read_file(path)
    except InputError:
        draft = None
    scores = {"is document": _refusal(expected["is_document"], draft)}
    if expected["is_document"] and draft is not None:
        alike = SCANNED if "skannad" in path.stem else CLEAN
        wanted, told = _wanted(expected), _told(draft)
        scores |= {
            kind: compared(wanted[kind], told[kind], SAME if kind == "about" else alike) for kind in wanted
        }
    elif expected["is_document"]:
        scores |= {
            kind: Score(expected=len(said), missed=[f"- {one.text}" for one in said])
            for kind, said in _wanted(expected).items()
        }
    return scores


def whole(paths: Sequence[Path]) -> dict[str, Score]:
    """The scores of many documents together."""
    total: dict[str, Score] = defaultdict(Score)
    for path in paths:
        for kind, score in scored(path).items():
            score.missed = [f"{path.stem}: {line}" for line in score.missed]
            total[kind].add(score)
    return dict(total)


def _refusal(is_document: bool, draft: Draft | None) -> Score:
    right = is_document == (draft is not None)
    return Score(1, 1, int(right), missed=[] if right else ["! read" if draft else "! refused"])


def compared(wanted: Sequence[Said], told: Sequence[Said], alike: float) -> Score:
    """Pairs each expected item with the found one most like it; each found item is used once."""
    pairs = sorted(
        (
            (-likeness, at, place)
            for at, one in enumerate(wanted)
            for place, other in enumerate(told)
            if (likeness := _likeness(one.text, other.text)) >= alike
        ),
    )
    score = Score(len(wanted), len(told))
    used: dict[int, int] = {}
    for _, at, place in pairs:
        if at not in used and place not in used.values():
            used[at] = place
    score.met = len(used)
    for at, place in sorted(used.items()):
        _count_facts(score, wanted[at], told[place], alike)
    score.missed += [f"- {one.text}" for at, one in enumerate(wanted) if at not in used]
    score.missed += [f"+ {one.text}" for place, one in enumerate(told) if place not in used.values()]
    return score


def _count_facts(score: Score, wanted: Said, told: Said, alike: float) -> None:
    spelt = plain(wanted.text) == plain(told.text)
    score.facts["spelling"][0] += spelt
    score.facts["spelling"][1] += 1
    for name, value in wanted.facts.items():
        right = _agree(value, told.facts[name], alike)
        score.facts[name][0] += right
        score.facts[name][1] += 1
        if not right:
            score.missed.append(f"~ {name}: {value!r} read as {told.facts[name]!r}: {wanted.text[:60]}")


def _agree(one: object, other: object, alike: float) -> bool:
    """Whether two facts are one; texts may differ as the items' own texts may."""
    if isinstance(one, str) and isinstance(other, str) and len(one) > 12:
        return _likeness(one, other) >= alike
    return one == other


def _likeness(one: str, other: str) -> float:
    left, right = plain(one), plain(other)
    if left == right:
        return 1.0
    if re.findall(r"\d+", left) != re.findall(r"\d+", right):
        return 0.0
    if min(len(left), len(right)) < 0.7 * max(len(left), len(right)):
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def plain(text: str) -> str:
    """A text without what may differ: case, spaces, kinds of dashes and quotes, the sign at its end."""
    text = re.sub(r"[\u2010-\u2015\u00ad-]", "-", text.lower())
    text = re.sub(r"[”“\"'’]", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?:[\s,.;:]|\bsamt$|\boch$)+$", "", text)


# --- what was expected, and what was told --------------------------------------------------------


def _wanted(expected: Mapping[str, Any]) -> dict[str, list[Said]]:
    goals = {goal["id"]: goal["text"] for goal in expected["goals"]}
    return {
        "about": [Said(f"{key}: {_about(value)}") for key, value in expected["document"].items() if value],
        "title": _one(expected["title"]),
        "decisions": [
            Said(
                one["text"],
                {"force": _FORCE.get(one["force"], one["force"]), "addressee": _lower(one["addressee"])},
            )
            for one in expected["decisions"]
        ],
        "mandate": _one(expected["mandate"]),
        "preparation": _one(expected["preparation"]),
        "earlier decisions": [
            Said(one["text"], {"date": str(one["date"]) if one["date"] else None})
            for one in expected["earlier_decisions"]
        ],
        "vision": [Said(one["text"], {"year": one["year"]}) for one in [expected["vision"]] if one],
        "horizons": [Said(_years(one["years"])) for one in expected["horizons"]],
        "goals": [
            Said(
                one["text"],
                {
                    "level": one["level"],
                    "number": _number(one["number"]),
                    "parent": plain(goals[one["parent"]]) if one["parent"] else None,
                    "target": _target(one["target"]),
                    "responsible": sorted(map(str.lower, one["responsible"])),
                },
            )
            for one in expected["goals"]
        ],
        "indicators": [
            Said(
                one["text"],
                {
                    "of": plain(goals[one["of"]]) if one["of"] else None,
                    "source": _lower(one["source"]),
                    "target": _target(one["target"]),
                },
            )
            for one in expected["indicators"]
        ],
        "references": [Said(one) for one in expected["references"]],
        "annexes": [
            Said(one["title"], {"number": _number(one["number"]), "present": one["present"]})
            for one in expected["annexes"]
        ],
        "signatories": [Said(one["name"], {"role": _lower(one["role"])}) for one in expected["signatories"]],
    }


_FORCE = {"antas": "godkänns", "noteras": "godkänns"}
"""Words of the corpus for what the council does itself."""


def _told(draft: Draft) -> dict[str, list[Said]]:
    goals = {goal.id: goal.text for goal in draft.goals}
    about = draft.document
    told = {
        "kind": about.kind,
        "decided_by": about.decided_by,
        "dnr": about.dnr,
        "date": about.date,
        "officer": about.officer,
        "municipality": about.municipality,
    }
    return {
        "about": [Said(f"{key}: {_about(value)}") for key, value in told.items() if value],
        "title": _one(draft.title.text if draft.title else None),
        "decisions": [
            Said(one.text, {"force": one.force, "addressee": _lower(one.addressee)})
            for one in draft.decisions
        ],
        "mandate": _one(draft.mandate.text if draft.mandate else None),
        "preparation": _one(draft.preparation.text if draft.preparation else None),
        "earlier decisions": [Said(one.text, {"date": one.date}) for one in draft.earlier_decisions],
        "vision": [Said(one.text, {"year": one.year}) for one in [draft.vision] if one],
        "horizons": [Said(_years(one.years)) for one in draft.horizons],
        "goals": [
            Said(
                one.text,
                {
                    "level": one.level,
                    "number": _number(one.number),
                    "parent": plain(goals[one.parent]) if one.parent else None,
                    "target": _target(one.target.model_dump() if one.target else None),
                    "responsible": sorted(map(str.lower, one.responsible)),
                },
            )
            for one in draft.goals
        ],
        "indicators": [
            Said(
                one.text,
                {
                    "of": plain(goals[one.of]) if one.of else None,
                    "source": _lower(one.source),
                    "target": _target(one.target.model_dump() if one.target else None),
                },
            )
            for one in draft.indicators
        ],
        "references": [Said(one.text) for one in draft.references],
        "annexes": [
            Said(one.text, {"number": _number(one.number), "present": one.present}) for one in draft.annexes
        ],
        "signatories": [Said(one.text, {"role": _lower(one.role)}) for one in draft.signatories],
    }


def _one(text: str | None) -> list[Said]:
    return [Said(text)] if text else []


def _about(value: object) -> str:
    return re.sub(r"^dnr:?\s*", "", str(value).strip().lower())


def _lower(text: object) -> str | None:
    return plain(str(text)) if text else None


def _number(number: object) -> str | None:
    return str(number).strip("().").lower() if number is not None else None


def _years(years: Sequence[int]) -> str:
    return "-".join(str(year) for year in years)


def _target(target: Mapping[str, Any] | None) -> object:
    if target is None:
        return None
    value = target["value"]
    return (
        float(value) if value is not None else None,
        plain(target["unit"]).replace("%", "procent") if target["unit"] else None,
        target["year"],
        target["direction"],
        bool(target.get("relative")),
    )


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """The scores as lines of text."""
    for kind, score in scores.items():
        facts = ", ".join(f"{name} {right}/{of}" for name, (right, of) in score.facts.items())
        yield (
            f"{kind:18} {score.expected:4} expected {score.found:4} found   recall {score.recall:5.3f}  "
            f"precision {score.precision:5.3f}   {facts}"
        )
