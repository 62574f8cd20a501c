"""What numbers in the settings of the text core may be."""

from __future__ import annotations

from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""A part of a whole, or a score that is none of and all of something at its ends."""

Count = Annotated[int, msgspec.Meta(ge=0)]

Some = Annotated[int, msgspec.Meta(ge=1)]
"""A number of things of which there must be one."""

Worth = Annotated[float, msgspec.Meta(ge=0)]

Ratio = Annotated[float, msgspec.Meta(ge=1)]
"""How many times as large one thing is as a smaller one."""
