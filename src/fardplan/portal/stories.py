"""A milestone with everything its pages say about it."""

from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.portal.figures import spark
from fardplan.presentation.charts import Drawing
from fardplan.presentation.gap_target import GapTargetStory, tell_gap_target
from fardplan.presentation.outlook import Ahead, tell_ahead
from fardplan.presentation.story import Story, tell
from fardplan.publishing.publication import PublishedIndicator, PublishedMilestone, PublishedTargetArea
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
        story=story(milestone, indicator, language),
        indicator=indicator,
        spark=spark(contents, indicator, language, id=f"spark-{milestone.key}", status=milestone.status)
        if indicator
        else None,
        simulated=indicator is not None and contents.is_simulated_in(indicator.key),
    )


def story(
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
    )


def ahead(milestone: PublishedMilestone, indicator: PublishedIndicator | None, language: Language) -> Ahead:
    """What is said of the years to come."""
    return tell_ahead(
        milestone.ahead,
        milestone.status,
        unit=indicator.unit if indicator else None,
        rounded_to=indicator.rounded_to if indicator else None,
        language=language,
    )


def gap_target(
    milestone: PublishedMilestone, indicator: PublishedIndicator | None, language: Language
) -> GapTargetStory | None:
    """What is promised of the gap between districts, for a milestone that promises it."""
    if milestone.status.gap is None:
        return None
    return tell_gap_target(
        milestone.status.gap,
        unit=indicator.unit if indicator else None,
        rounded_to=indicator.rounded_to if indicator else None,
        language=language,
    )
