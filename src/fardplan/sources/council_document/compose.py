"""From passages to the draft: repair each text, weigh how sure it is, and gather the doubts."""

from .about.bodies import ABBREVIATED
from .compose_goals import ON_TRUST, compose_goals
from .decisions import addressee_of, force_of
from .doubts import doubt
from .draft import (
    About,
    Annex,
    Decision,
    Doubt,
    Draft,
    EarlierDecision,
    Horizon,
    Item,
    Signatory,
    Vision,
)
from .genre import ROLES, canonical
from .layout import Layout
from .lines import Passage
from .lists import ListItem
from .repair import Flag, Noise, Repaired, neighbours, repair
from .whole import whole_doubts

_BENEATH_NOISE = 0.5  # a line of it may be lost
_PARTED_NAMES = 0.8


def compose(layout: Layout, noise: Noise, name: str) -> Draft:
    """The draft of a document that has been laid out, with the repairs that its noise calls for."""
    return _Composer(layout, noise).draft(name)


class _Composer:
    def __init__(self, layout: Layout, noise: Noise) -> None:
        self.layout = layout
        self.noise = noise
        self.flags: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
        self.doubts: list[Doubt] = []

    def draft(self, name: str) -> Draft:
        found = self.layout
        title = self._item(found.head.title, start=True) if found.head.title else None
        decisions = tuple(self._decision(point.item) for point in found.points)
        mandate = self._item(found.mandate) if found.mandate else None
        earlier = tuple(EarlierDecision(**self._fields(one.passage), date=one.date) for one in found.earlier)
        horizons = tuple(Horizon(**self._fields(one.passage), years=one.years) for one in found.horizons)
        goals, indicators = compose_goals(found.goals, self.noise, self._fields, self.doubts)
        signatories = self._signatories()
        annexes = self._annexes()
        references = tuple(self._item(one.passage) for one in found.references)
        draft = Draft(
            document=self._about(name),
            title=title,
            decisions=decisions,
            mandate=mandate,
            preparation=self._item(found.preparation) if found.preparation else None,
            earlier_decisions=earlier,
            vision=self._vision(),
            horizons=horizons,
            goals=goals,
            indicators=indicators,
            signatories=signatories,
            annexes=annexes,
            references=references,
            doubts=(),
        )
        doubts = (*whole_doubts(found, draft), *self.doubts, *self._word_doubts())
        return draft.model_copy(update={"doubts": doubts})

    # --- texts ---------------------------------------------------------------------------------

    def _repaired(self, passage: Passage, *, start: bool = False, imperative: bool = False) -> Repaired:
        repaired = repair(passage, self.noise, item_start=start, imperative=imperative)
        for flag in repaired.flags:
            self._flag(flag)
        return repaired

    def _flag(self, flag: Flag) -> None:
        key = (flag.judged.finding.value, flag.judged.read, flag.judged.readings)
        lines = self.flags.setdefault(key, [])
        if flag.line not in lines:
            lines.append(flag.line)

    def _fields(
        self, passage: Passage, *, start: bool = False, imperative: bool = False, factor: float = 1.0
    ) -> dict[str, object]:
        repaired = self._repaired(passage, start=start, imperative=imperative)
        if set(passage.lines) & set(self.layout.suspects):
            factor *= _BENEATH_NOISE
        return {
            "text": repaired.text,
            "as_read": passage.as_read,
            "lines": passage.lines,
            "confidence": round(repaired.belief * factor, 3),
        }

    def _item(self, passage: Passage, *, start: bool = False) -> Item:
        return Item.model_validate(self._fields(passage, start=start))

    def _word_doubts(self) -> list[Doubt]:
        ordered = sorted(self.flags.items(), key=lambda entry: (min(entry[1]), entry[0]))
        return [doubt(kind, sorted(lines), read, readings) for (kind, read, readings), lines in ordered]

    # --- decisions -----------------------------------------------------------------------------

    def _decision(self, item: ListItem) -> Decision:
        fields = self._fields(item.passage, start=True, factor=ON_TRUST if item.on_trust else 1.0)
        text = str(fields["text"])
        force = force_of(text)
        if force == "unclear":
            self.doubts.append(doubt("force_unclear", item.passage.lines, item.passage.as_read))
        return Decision.model_validate({**fields, "force": force, "addressee": addressee_of(text, force)})

    def _vision(self) -> Vision | None:
        found = self.layout.vision
        return Vision.model_validate({**self._fields(found.passage), "year": found.year}) if found else None

    # --- the closing ---------------------------------------------------------------------------

    def _signatories(self) -> tuple[Signatory, ...]:
        """Names are taken as read: no dictionary knows them."""
        made = []
        for one in self.layout.signatures:
            role = self._role(one.role) if one.role else None
            made.append(
                Signatory(
                    text=one.name.flat,
                    as_read=one.name.as_read,
                    lines=one.name.lines,
                    confidence=_PARTED_NAMES if one.parted else 1.0,
                    role=role,
                )
            )
        for line in dict.fromkeys(one.name.lines[0] for one in self.layout.signatures if one.parted):
            names = [one.name.flat for one in self.layout.signatures if one.name.lines[0] == line]
            self.doubts.append(doubt("names_in_one_row", [line], " ".join(names), names))
        return tuple(made)

    def _role(self, role: Passage) -> str:
        """A role is of a known few: the genre knows it better than the dictionary."""
        if self.noise.clean:
            return role.flat
        known = canonical(role.flat, ROLES)
        if known and neighbours(role.flat.lower(), known):
            return known[:1].upper() + known[1:] if role.flat[:1].isupper() else known
        return self._repaired(role, start=True).text

    def _annexes(self) -> tuple[Annex, ...]:
        made = []
        for one in self.layout.annexes:
            annex = Annex.model_validate(
                {**self._fields(one.passage, start=True), "number": one.number, "present": one.present}
            )
            made.append(annex)
            if not annex.present:
                lines = (*one.passage.lines, *(one.reference.lines if one.reference else ()))
                self.doubts.append(doubt("annex_missing", sorted(set(lines)), annex.text))
        return tuple(made)

    # --- the whole -----------------------------------------------------------------------------

    def _about(self, name: str) -> About:
        found = self.layout
        read = repair(found.decided_by, self.noise).text if found.decided_by else None
        decided_by = ABBREVIATED.get(read, read) if read else None
        return About(
            name=name,
            kind=found.head.kind,
            dnr=found.head.dnr,
            date=found.head.date,
            decided_by=decided_by[:1].upper() + decided_by[1:] if decided_by else None,
            officer=found.head.officer,
            municipality=found.head.municipality,
            noise=round(self.noise.rate, 3),
        )
