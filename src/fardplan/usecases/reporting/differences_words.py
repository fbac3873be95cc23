"""What the differences report says of comparisons, of what is hidden and of how differences are measured."""

from fardplan.presentation.translations import message
from fardplan.vocabulary.gap import GapVerdict

COUNTED = {
    GapVerdict.GROWN: (
        message("In one the difference has grown."),
        message("In {count} the difference has grown."),
    ),
    GapVerdict.CLOSED: (
        message("In one the difference has shrunk."),
        message("In {count} the difference has shrunk."),
    ),
    GapVerdict.NO_DETECTABLE_CHANGE: (
        message("In one no certain change of the difference can be seen."),
        message("In {count} no certain change of the difference can be seen."),
    ),
    GapVerdict.CANNOT_TELL: (
        message("In one it cannot be told whether the difference has grown or shrunk."),
        message("In {count} it cannot be told whether the difference has grown or shrunk."),
    ),
}

FEW = message(
    "Small numbers are not shown, since they could tell on somebody. Then other numbers must be hidden "
    "too, or the small ones could be worked out from totals, from other groups, from other districts or "
    "from earlier years."
)
LEFT_OUT = message(
    "Figures that could tell on somebody are not shown, nor others from which they could be worked out. "
    "Whatever is computed from the figures, by us or by you, leaves them out."
)
METHOD = (
    message(
        "A difference is told as grown or shrunk when neither chance nor the districts' each going its own "
        "way explains it. What cannot be told is said too, with what would be needed."
    ),
    message(
        "Chance moves the figures of small districts and groups more than those of large ones, so that "
        "they look more unequal than they are. What chance gives is therefore taken away where the margin "
        "of error is known, and the interval (95 per cent) tells how sure the difference is."
    ),
    message(
        "Each comparison is tested by itself, at a risk of one in twenty: among many, one or another may "
        "be told as grown or shrunk by chance alone."
    ),
    message("Where intervals overlap the order is not certain."),
    message("A place is called higher or lower only where its whole 95 per cent interval lies on one side."),
    message("Counts are not compared: how many there are follows from how large the district was drawn."),
    message("That two places or groups differ does not tell why they do."),
)
