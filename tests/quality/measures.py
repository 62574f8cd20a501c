"""What the quality gate measures, each as a number from 0 to 1, on data in this folder."""

from __future__ import annotations

from page_measures import measure_pages
from pair_measures import measure_pairs
from scoring import ROOT

from tui.config import load_config


def measure() -> dict[str, float]:
    """Run every measure with the default configuration.

    Returns:
        Name to value, 1 being perfect.
    """
    config = load_config(ROOT / "config.yaml")
    return measure_pages(config) | measure_pairs(config)
