"""A milestone with everything its pages say about it."""

from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.portal.figures import spark
from fardplan.presentation.charts import Drawing
from fardplan.presentation.story import Story, tell
from fardplan.publishing.publication import PublishedIndicator, PublishedMilestone, PublishedTargetArea
from fardplan.vocabulary.observation import PublishedBasis
from fardplan.vocabulary.status import Verdict
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Card:
    """A milestone at a glance. `spark` is None where there is no line to draw."""

    milestone: PublishedMilestone
    area: PublishedTargetArea
    story: Story
    indicator: PublishedIndicator | None
    spark: Drawing | None
    simulated: bool

    @property
    def verdict(self) -> Verdict:
        return self.milestone.status.verdict

    @property
    def has_figures(self) -> bool:
        return self.milestone.status.latest is not None


def card(contents: Contents, milestone: PublishedMilestone, language: Language) -> Card:
    indicator = contents.measure_of(milestone)
    return Card(
        milestone=milestone,
        area=contents.target_area(milestone.target_area),
        story=story(contents, milestone, indicator, language),
        indicator=indicator,
        spark=spark(contents, indicator, language, id=f"spark-{milestone.key}", status=milestone.status)
        if indicator
        else None,
        simulated=indicator is not None and contents.is_simulated_in(indicator.key),
    )


def story(
    contents: Contents,
    milestone: PublishedMilestone,
    indicator: PublishedIndicator | None,
    language: Language,
) -> Story:
    """The sentences of presentation. Public pages carry no day of today."""
    return tell(
        milestone.status,
        text=milestone.text,
        unit=indicator.unit if indicator else None,
        rounded_to=indicator.rounded_to if indicator else None,
        today=None,
        language=language,
        published_basis=_published_basis(contents, milestone),
    )


def _published_basis(contents: Contents, milestone: PublishedMilestone) -> PublishedBasis:
    """How the day on which the latest figure was published is known."""
    status = milestone.status
    series = contents.observations(status.indicator) if status.indicator and status.latest else ()
    return next(
        (
            item.provenance.published_basis
            for item in series
            if status.latest
            and (item.area, item.period) == (status.area, status.latest.period)
            and not item.group.categories
        ),
        PublishedBasis.STATED,
    )
