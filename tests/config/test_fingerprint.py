"""The hash of a configuration: the same for the same rules, however they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from support.default import default_config

from tui.config import load_config
from tui.config.cache import fingerprint

if TYPE_CHECKING:
    from pathlib import Path


def test_what_decides_about_text_decides_the_hash(tmp_path: Path) -> None:
    config = default_config()
    found = fingerprint(config)
    assert len(found) == 64
    same = tmp_path / "same.yaml"
    same.write_text("extends: default\narticles: [elsewhere]\nkeys: {quit: x}\n", "utf-8")
    assert fingerprint(load_config(same)) == found
    limit = msgspec.structs.replace(config.story.derivation, run=99)
    story = msgspec.structs.replace(config.story, derivation=limit)
    other = msgspec.structs.replace(config, story=story)
    assert fingerprint(other) != found
    # How an article reads is the same.
    assert fingerprint(other, of_pairs=False) == fingerprint(config, of_pairs=False)
    releases = msgspec.structs.replace(config.story.releases, top=99)
    read = msgspec.structs.replace(config.story, releases=releases)
    other = msgspec.structs.replace(config, story=read)
    assert fingerprint(other, of_pairs=False) != fingerprint(config, of_pairs=False)
