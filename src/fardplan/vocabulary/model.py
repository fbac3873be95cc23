"""The base of every frozen object that is read from, or written to, a file."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An object that checks itself when built, refuses unknown fields and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
