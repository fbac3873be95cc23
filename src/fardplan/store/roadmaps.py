"""Roadmap versions in and out of the tables."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db import models as django_models

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap import version as roadmap
from fardplan.store import models
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text

_PARTS = (
    "target_areas",
    "milestones__target_area",
    "milestones__relations__related",
    "milestones__context_indicators",
    "milestones__responsibilities",
    "strategies__target_area",
    "decision_points",
)


_Stamp = tuple[tuple[int, date | None], ...]
_READ: dict[str, tuple[_Stamp, tuple[roadmap.RoadmapVersion, ...]]] = {}
"""The versions of each database as they were last read."""


def all_versions() -> tuple[roadmap.RoadmapVersion, ...]:
    """Every version, oldest first: one small query, and a constant number more where one has come or changed.

    A version's content is never changed once it is written; one may be added, or get its decision. Within a
    transaction, which may yet be undone, they are read anew and not kept.
    """
    if connection.in_atomic_block:
        return _read()
    name = str(connection.settings_dict["NAME"])
    stamp = tuple(models.RoadmapVersion.objects.order_by("number").values_list("id", "decision_date"))
    held = _READ.get(name)
    if held is None or held[0] != stamp:
        held = _READ[name] = stamp, _read()
    return held[1]


def _read() -> tuple[roadmap.RoadmapVersion, ...]:
    return tuple(_version(row) for row in models.RoadmapVersion.objects.prefetch_related(*_PARTS))


def version_numbered(number: int) -> roadmap.RoadmapVersion:
    """One version; raises `NotFoundError` with the numbers there are."""
    row = models.RoadmapVersion.objects.prefetch_related(*_PARTS).filter(number=number).first()
    if row is None:
        numbers = [str(item) for item in models.RoadmapVersion.objects.values_list("number", flat=True)]
        raise NotFoundError(
            Sentence("there is no roadmap version {number}", number=number), instead=there_is(numbers)
        )
    return _version(row)


def next_number() -> int:
    highest = models.RoadmapVersion.objects.aggregate(highest=django_models.Max("number"))["highest"]
    return int(highest or 0) + 1


def save_decision(number: int, decision: roadmap.Decision) -> None:
    """Write the decision on a proposed version; from then on the database refuses any change of it."""
    models.RoadmapVersion.objects.filter(number=number, decision_date__isnull=True).update(
        decision_body=decision.body,
        decision_date=decision.date,
        decision_paragraph=decision.paragraph,
        decision_dnr=decision.dnr,
    )


def save_version(version: roadmap.RoadmapVersion) -> None:
    """Write a new version with all its parts; its decision, if it has one, last of all."""
    row = models.RoadmapVersion.objects.create(
        number=version.number,
        dnr=version.dnr,
        dated=version.dated,
        drawn_up_by=version.drawn_up_by,
        source=version.source,
        based_on=version.based_on,
        horizon_from=version.horizon[0] if version.horizon else None,
        horizon_to=version.horizon[1] if version.horizon else None,
        vision_year=version.vision.year,
        vision_source=version.vision.source,
        **_columns("title", version.title),
        **_columns("why", version.why),
        **_columns("vision_title", version.vision.title),
        **_columns("vision_text", version.vision.text),
    )
    areas = _save_target_areas(row, version.target_areas)
    _save_milestones(row, areas, version.milestones)
    models.Strategy.objects.bulk_create(
        models.Strategy(
            version=row,
            target_area=areas[strategy.target_area],
            key=strategy.key,
            position=position,
            number=strategy.number,
            **_columns("text", strategy.text),
        )
        for position, strategy in enumerate(version.strategies)
    )
    models.DecisionPoint.objects.bulk_create(
        models.DecisionPoint(
            version=row,
            number=point.number,
            addressee=point.addressee,
            force=point.force,
            **_columns("text", point.text),
        )
        for point in version.decision_points
    )
    if version.decision:
        save_decision(version.number, version.decision)


def _save_target_areas(
    row: models.RoadmapVersion, areas: Sequence[roadmap.TargetArea]
) -> dict[str, models.TargetArea]:
    rows = models.TargetArea.objects.bulk_create(
        models.TargetArea(
            version=row,
            key=area.key,
            position=position,
            **_columns("name", area.name),
            **_columns("description", area.description),
        )
        for position, area in enumerate(areas)
    )
    return {area.key: area for area in rows}


def _save_milestones(
    row: models.RoadmapVersion,
    areas: dict[str, models.TargetArea],
    milestones: Sequence[roadmap.Milestone],
) -> None:
    rows = models.Milestone.objects.bulk_create(
        models.Milestone(
            version=row,
            target_area=areas[milestone.target_area],
            key=milestone.key,
            position=position,
            wanted=milestone.wanted,
            strength=milestone.strength,
            level=milestone.level,
            year=milestone.year,
            baseline=str(milestone.baseline) if milestone.baseline else None,
            **_columns("text", milestone.text),
            **_columns("rationale", milestone.rationale),
            **_columns("needed", milestone.needed),
            **_indicator_columns(milestone.indicator),
            **_gap_columns(milestone.gap),
        )
        for position, milestone in enumerate(milestones)
    )
    by_key = {item.key: item for item in rows}
    models.RelatedMilestone.objects.bulk_create(
        models.RelatedMilestone(
            milestone=by_key[milestone.key], related=by_key[link.milestone], source=link.source
        )
        for milestone in milestones
        for link in milestone.related
    )
    models.ContextIndicator.objects.bulk_create(
        models.ContextIndicator(milestone=by_key[milestone.key], indicator=indicator)
        for milestone in milestones
        for indicator in milestone.context
    )
    models.Responsibility.objects.bulk_create(
        models.Responsibility(
            milestone=by_key[milestone.key], organisation=link.organisation, source=link.source
        )
        for milestone in milestones
        for link in milestone.responsible
    )


def _version(row: models.RoadmapVersion) -> roadmap.RoadmapVersion:
    return roadmap.RoadmapVersion(
        number=row.number,
        title=_required(row.title_sv, row.title_en),
        dnr=row.dnr,
        dated=row.dated,
        drawn_up_by=row.drawn_up_by,
        source=row.source,
        based_on=row.based_on,
        why=_text(row.why_sv, row.why_en),
        horizon=_horizon(row),
        vision=roadmap.Vision(
            title=_required(row.vision_title_sv, row.vision_title_en),
            year=row.vision_year,
            text=_text(row.vision_text_sv, row.vision_text_en),
            source=row.vision_source,
        ),
        target_areas=tuple(
            roadmap.TargetArea(
                key=area.key,
                name=_required(area.name_sv, area.name_en),
                description=_text(area.description_sv, area.description_en),
            )
            for area in row.target_areas.all()
        ),
        milestones=tuple(map(_milestone, row.milestones.all())),
        strategies=tuple(
            roadmap.Strategy(
                key=strategy.key,
                target_area=strategy.target_area.key,
                number=strategy.number,
                text=_required(strategy.text_sv, strategy.text_en),
            )
            for strategy in row.strategies.all()
        ),
        decision_points=tuple(_decision_points(row.decision_points.all())),
        decision=_decision(row),
    )


def _milestone(row: models.Milestone) -> roadmap.Milestone:
    return roadmap.Milestone(
        key=row.key,
        target_area=row.target_area.key,
        text=_required(row.text_sv, row.text_en),
        wanted=Direction(row.wanted) if row.wanted else None,
        strength=roadmap.Strength(row.strength),
        rationale=_text(row.rationale_sv, row.rationale_en),
        related=tuple(
            roadmap.RelatedMilestone(milestone=link.related.key, source=link.source)
            for link in row.relations.all()
        ),
        indicator=_indicator(row),
        context=tuple(item.indicator for item in row.context_indicators.all()),
        level=row.level,
        year=row.year,
        gap=_gap(row),
        baseline=Period.parse(row.baseline) if row.baseline else None,
        responsible=tuple(
            roadmap.Responsibility(organisation=link.organisation, source=link.source)
            for link in row.responsibilities.all()
        ),
        needed=_text(row.needed_sv, row.needed_en),
    )


def _decision_points(rows: Iterable[models.DecisionPoint]) -> Iterable[roadmap.DecisionPoint]:
    for row in rows:
        yield roadmap.DecisionPoint(
            number=row.number,
            text=_required(row.text_sv, row.text_en),
            addressee=row.addressee,
            force=roadmap.Force(row.force),
        )


def _indicator(row: models.Milestone) -> roadmap.IndicatorLink | None:
    if row.indicator is None or row.indicator_state is None or row.indicator_source is None:
        return None
    return roadmap.IndicatorLink(
        indicator=row.indicator,
        state=roadmap.LinkState(row.indicator_state),
        confidence=row.indicator_confidence,
        source=row.indicator_source,
    )


def _indicator_columns(link: roadmap.IndicatorLink | None) -> dict[str, object]:
    if link is None:
        return {}
    return {
        "indicator": link.indicator,
        "indicator_state": link.state,
        "indicator_confidence": link.confidence,
        "indicator_source": link.source,
    }


def _gap(row: models.Milestone) -> GapTarget | None:
    if row.gap_measure is None or row.gap_level is None or row.gap_year is None:
        return None
    return GapTarget(measure=GapMeasure(row.gap_measure), level=row.gap_level, year=row.gap_year)


def _gap_columns(gap: GapTarget | None) -> dict[str, object]:
    if gap is None:
        return {}
    return {"gap_measure": gap.measure, "gap_level": gap.level, "gap_year": gap.year}


def _decision(row: models.RoadmapVersion) -> roadmap.Decision | None:
    if row.decision_body is None or row.decision_date is None:
        return None
    return roadmap.Decision(
        body=row.decision_body,
        date=row.decision_date,
        paragraph=row.decision_paragraph or "",
        dnr=row.decision_dnr or "",
    )


def _horizon(row: models.RoadmapVersion) -> tuple[int, int] | None:
    if row.horizon_from is None or row.horizon_to is None:
        return None
    return row.horizon_from, row.horizon_to


def _columns(name: str, text: Text | None) -> dict[str, str | None]:
    return {f"{name}_sv": text.sv if text else None, f"{name}_en": text.en if text else None}


def _required(sv: str, en: str | None) -> Text:
    return Text(sv=sv, en=en)


def _text(sv: str | None, en: str | None) -> Text | None:
    return None if sv is None else Text(sv=sv, en=en)
