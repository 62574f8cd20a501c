"""What a careful editor does not want flagged, and what is near it and should be."""

import msgspec
import pytest
from tui.text import align

from tests.support.articles import CONFIG, article_of
