"""`python -m school.demo.filming new-media appeals` makes the recordings of content/webinars anew; nothing else needs it.

From `script.yaml` come `recording.mp4`, its captions in both languages, the decks, the times of slides and chapters, the poster.
Needs `pdftoppm`, and a voice: `RHVoice-test` with the voices Natalia and Anatol (LGPL; so the kept recordings were made), else `espeak-ng`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from array import array
from pathlib import Path
from typing import Any

import yaml

from . import film, slides, voices
from .voices import Spoken

CONTENT = Path(__file__).parents[1] / "content" / "webinars"
KEPT = Path(__file__).parents[3] / "var" / "filming"
BEFORE, PAUSE, BETWEEN, AFTER = 0.8, 0.55, 1.4, 1.5  # seconds: at first, after a sentence, between slides, at the end


def main(names: list[str]) -> None:
    for name in names:
        with tempfile.TemporaryDirectory() as work:
            make(CONTENT / name, Path(work))


def make(folder: Path, work: Path) -> None:
    told = yaml.safe_load((folder / "script.yaml").read_text(encoding="utf-8"))
    samples, cues, begun = speak(told)
    voices.write(samples, work / "sound.wav")
    seen = list(film.frames(cues, begun, film.lips(samples)))
    film.encode(seen, draw(told, sorted(set(seen)), work), work / "sound.wav", folder / "recording.mp4")
    names = {person["voice"]: person for person in told["people"].values()}
    for language in ("uk", "en"):
        (folder / f"recording.{language}.vtt").write_text(film.captions(cues, language, names), encoding="utf-8")
        deck(told, language, folder / f"slides.{language}.pdf")
    shutil.copy(slides.pictures(folder / "slides.uk.pdf", work)[0], folder / "poster.png")
    keep(folder / "slides.yaml", [{"slide": n, "at_seconds": at} for n, at in enumerate(begun, 1)])
    keep(folder / "chapters.yaml", [{"at_seconds": int(at), "title": part["chapter"]} for at, part in zip(begun, told["parts"], strict=True)])
    sys.stdout.write(f"{folder.name}: {len(seen) * film.FRAME:.0f} s, {(folder / 'recording.mp4').stat().st_size:,} bytes\n")


def speak(told: dict[str, Any]) -> tuple[array[int], list[Spoken], list[float]]:
    """All the sound, every sentence with its time, and the second at which each slide comes."""
    samples, cues = voices.silence(BEFORE), list[Spoken]()
    begun: list[float] = []
    for part in told["parts"]:
        begun.append(round(len(samples) / voices.RATE - BETWEEN / 2, 1) if begun else 0.0)
        for who, uk, en, *aloud in part["said"]:
            speaker = told["people"][who]["voice"]
            said = voices.speak(speaker, aloud[0] if aloud else uk, KEPT / "voice")
            start = len(samples) / voices.RATE
            samples.extend(said)
            cues.append(Spoken(start, len(samples) / voices.RATE, speaker, uk, en))
            samples.extend(voices.silence(PAUSE))
        samples.extend(voices.silence(BETWEEN - PAUSE))
    return samples + voices.silence(AFTER), cues, begun


def deck(told: dict[str, Any], language: str, path: Path) -> None:
    parts = told["parts"]
    sheets = [slides.slide(part, language, n, len(parts), CONTENT / "drawings") for n, part in enumerate(parts, 1)]
    slides.pdf(sheets, language, path, parts[0]["title"][language])


def draw(told: dict[str, Any], states: list[tuple[int, str, bool]], work: Path) -> dict[tuple[int, str, bool], Path]:
    parts, drawings = told["parts"], CONTENT / "drawings"
    sheets = [slides.slide(parts[n], "uk", n + 1, len(parts), drawings, slides.person(who, mouth)) for n, who, mouth in states]
    slides.pdf(sheets, "uk", work / "film.pdf", "film")
    return dict(zip(states, slides.pictures(work / "film.pdf", work), strict=True))


def keep(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), encoding="utf-8")


main(sys.argv[1:])
