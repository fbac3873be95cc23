"""Solver: linear programmes over the open pieces, by HiGHS, and never an answer it is not sure of."""

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
from scipy.sparse import csc_array

from fardplan.disclosure.audit.knowledge import Contradiction, Numbers
from fardplan.vocabulary.errors import FardplanError

DUAL, PRIMAL = 1, 4
"""HiGHS's names of its two ways. The primal one goes on from the last answer, which is still possible; where
most of what is asked has changed, the dual one is there in half the time."""


class Unsolved(FardplanError):
    """The solver gave no proven answer: what was asked counts as failed."""


class _Quiet(highspy.Highs):
    """Silent from its first moment: the ordinary one writes a line before it can be told not to."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


class Programme:
    """`row_lower <= matrix @ x <= row_upper`, `lower <= x <= upper`: the best of one sum after another.

    One instance is warm: an answer starts from the one before. The option `threads` is left as it is: two
    instances that set it differently in one process fail, with an objective that reads 0. `whole`: columns
    are whole numbers (a search that can take long; `seconds` bounds it).
    """

    def __init__(
        self,
        matrix: Any,
        row_lower: Numbers,
        row_upper: Numbers,
        *,
        lower: Numbers | None = None,
        upper: Numbers | None = None,
        whole: bool = False,
        seconds: float = np.inf,
    ) -> None:
        columns = csc_array(matrix)
        height, width = columns.shape
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = width, height
        model.col_cost_ = np.zeros(width)
        model.col_lower_ = np.zeros(width) if lower is None else lower
        model.col_upper_ = np.full(width, highspy.kHighsInf) if upper is None else upper
        model.row_lower_, model.row_upper_ = row_lower.astype(float), row_upper.astype(float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = columns.indptr
        model.a_matrix_.index_ = columns.indices
        model.a_matrix_.value_ = columns.data.astype(float)
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * width
        self._width = width
        self._every = np.arange(width, dtype=np.int32)
        self._highs = _Quiet()
        for name, value in (
            ("presolve", "on" if whole else "off"),
            ("time_limit", seconds),
            ("mip_rel_gap", 0.0),
            ("simplex_strategy", PRIMAL),
        ):
            self._sure(self._highs.setOptionValue(name, value))
        self._sure(self._highs.passModel(model))

    def bound(self, lower: Numbers, upper: Numbers) -> None:
        """Give every column new bounds."""
        self._sure(self._highs.changeColsBounds(self._width, self._every, lower, upper))

    def best(self, cost: Numbers, *, most: bool, afar: bool = False) -> tuple[float, Numbers | None]:
        """The greatest (`most`) or least sum of `cost`, and where; infinite, and nowhere, when it has no end.

        `afar`: the answer is likely far from the one before, which another way of searching finds sooner.

        Raises `Contradiction` when nothing fulfils the rows and `Unsolved` when the answer is not proven.
        """
        sense = highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize
        self._sure(self._highs.changeColsCost(self._width, self._every, cost.astype(float)))
        self._sure(self._highs.changeObjectiveSense(sense))
        self._sure(self._highs.setOptionValue("simplex_strategy", DUAL if afar else PRIMAL))
        self._sure(self._highs.run())
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return self._highs.getInfo().objective_function_value, np.array(
                self._highs.getSolution().col_value
            )
        if status == highspy.HighsModelStatus.kUnbounded:
            return (np.inf if most else -np.inf), None
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction("nothing that could be true gives all that is shown")
        raise Unsolved(
            f"the solver answered '{self._highs.modelStatusToString(status)}', which proves nothing",
            outcome="What was audited counts as failed.",
        )

    def _sure(self, status: Any) -> None:
        if status == highspy.HighsStatus.kError:
            raise Unsolved(
                "the solver refused what it was asked", outcome="What was audited counts as failed."
            )


def cost_of(places: Sequence[int] | Numbers, width: int) -> Numbers:
    """The sum of the columns at `places`."""
    cost = np.zeros(width)
    cost[np.asarray(places, dtype=np.int64)] = 1
    return cost
