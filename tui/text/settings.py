"""The settings that the text core takes as an argument."""

from __future__ import annotations

import msgspec

from tui.text.align import AlignmentSettings
from tui.text.chrome.rules import ChromeSettings
from tui.text.credit import WireServices
from tui.text.layers import HouseStyleLayer


class TextSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that decides what is chrome, who is credited and what is alike."""

    chrome: ChromeSettings
    wire_services: WireServices
    house_style: tuple[HouseStyleLayer, ...]
    alignment: AlignmentSettings
