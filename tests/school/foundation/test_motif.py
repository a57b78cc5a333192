"""Every drawing is a pure function of its key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from school.foundation import motif
from school.foundation.files import clean_svg

DRAWINGS = [motif.cover, motif.mark, motif.frieze, motif.frame]
KEYS = ["e-governance", "курс", "", "🌻", "a" * 300]


def test_another_process_draws_the_same_bytes() -> None:
    code = "from school.foundation import motif; import sys; sys.stdout.buffer.write((motif.cover('курс') + motif.mark('курс')).encode())"
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": "7"}, capture_output=True, check=True).stdout
    assert other.decode() == motif.cover("курс") + motif.mark("курс")


@pytest.mark.parametrize("draw", DRAWINGS)
@pytest.mark.parametrize("key", KEYS)
def test_drawing_is_a_picture_that_passes_as_an_upload(draw, key: str) -> None:  # type: ignore[no-untyped-def]
    assert ElementTree.fromstring(clean_svg(draw(key).encode())).tag == "{http://www.w3.org/2000/svg}svg"


def test_keys_of_a_catalogue_give_covers_of_their_own() -> None:
    assert len({motif.cover(f"course-{n}") for n in range(40)}) > 30


@pytest.mark.parametrize("cloth", motif.NAMES)
def test_pinned_cloth_is_used_and_the_figure_stays(cloth: str) -> None:
    ground, *_threads = motif.PALETTES[cloth]
    drawn = motif.cover("курс", cloth)
    assert ground in drawn
    shape = [element.attrib.get("d") for element in ElementTree.fromstring(drawn).iter()]
    assert shape == [element.attrib.get("d") for element in ElementTree.fromstring(motif.cover("курс", motif.NAMES[0])).iter()]
