"""Builds the demo's recording by hand: needs espeak-ng, ffmpeg and rsvg-convert. `python build.py` in this folder.

Slides are drawn here as SVG, spoken sentence by sentence; captions take their times from the sound itself.
"""

import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[3] / "foundation"))
import motif

HERE = Path(__file__).parent
TOLD = yaml.safe_load((HERE / "script.yaml").read_text(encoding="utf-8"))
PAUSE, BETWEEN = 0.45, 1.2  # seconds after a sentence, after a slide


def slide(number: int, part: dict) -> str:
    cloth = motif.cover(f"webinar-{number}", "чорнозем").split(">", 1)[1].removesuffix("</svg>\n")
    lines = "".join(
        f'<circle cx="66" cy="{232 + 62 * n}" r="6" fill="#8e1e30"/><text x="92" y="{242 + 62 * n}" font-size="31" fill="#1c1815">{text}</text>'
        for n, text in enumerate(part["points"])
    )
    title = "".join(
        f'<text x="60" y="{92 + 50 * n}" font-size="44" font-weight="700" fill="#1c1815">{text}</text>' for n, text in enumerate(part["title"])
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540" font-family="DejaVu Sans"><path fill="#fbf8f1" d="M0 0h960v540H0z"/>'
        f'<svg x="780" y="0" width="180" height="540" viewBox="35 0 23.3 70" preserveAspectRatio="xMidYMid slice" shape-rendering="crispEdges">{cloth}</svg>'
        f"{title}{lines}"
        f'<text x="60" y="506" font-size="20" fill="#655b52">Школа е-урядування · {number + 1} з {len(TOLD["parts"])}</text></svg>'
    )


def speak(text: str, path: Path) -> float:
    subprocess.run(["espeak-ng", "-v", "uk", "-s", "138", "-p", "42", "-w", str(path), text], check=True)
    with wave.open(str(path)) as sound:
        return sound.getnframes() / sound.getframerate()


def stamp(seconds: float) -> str:
    return f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{seconds % 60:06.3f}"


def main() -> None:
    work = Path(tempfile.mkdtemp())
    at, cues, pictures, sounds, chapters = 0.6, [], [], ["aevalsrc=0:d=0.6:s=22050[q0]"], []
    inputs: list[str] = []
    order = ["[q0]"]
    for number, part in enumerate(TOLD["parts"]):
        begun = at if number else 0.0
        chapters.append({"at_seconds": int(begun), "title": part["chapter"]})
        svg, png = work / f"{number}.svg", work / f"{number}.png"
        svg.write_text(slide(number, part), encoding="utf-8")
        subprocess.run(["rsvg-convert", "-o", str(png), str(svg)], check=True)
        for said in part["said"]:
            sound = work / f"{len(cues)}.wav"
            length = speak(said["uk"], sound)
            index = len(inputs) // 2
            inputs += ["-i", str(sound)]
            rest = BETWEEN if said is part["said"][-1] else PAUSE
            sounds.append(f"[{index}:a]apad=pad_dur={rest}[s{index}]")
            order.append(f"[s{index}]")
            cues.append((at, at + length, said))
            at += length + rest
        pictures.append((png, at - begun))
    listing = work / "slides.txt"
    listing.write_text("".join(f"file '{png}'\nduration {length:.3f}\n" for png, length in pictures) + f"file '{pictures[-1][0]}'\n")
    graph = ";".join(sounds) + f";{''.join(order)}concat=n={len(order)}:v=0:a=1,lowpass=f=5200,loudnorm=I=-18[a]"
    video = ["-f", "concat", "-safe", "0", "-i", str(listing)]
    command = ["ffmpeg", "-y", "-loglevel", "error", *inputs, *video, "-filter_complex", graph, "-map", f"{len(inputs) // 2}:v", "-map", "[a]"]
    command += [
        "-c:v",
        "libx264",
        "-preset",
        "slow",
        "-crf",
        "26",
        "-tune",
        "stillimage",
        "-r",
        "5",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "64k",
        "-ac",
        "1",
    ]
    subprocess.run([*command, "-movflags", "+faststart", "-t", f"{at:.2f}", str(HERE / "recording.mp4")], check=True)
    for language in ("uk", "en"):
        lines = [f"{stamp(start)} --> {stamp(end)}\n{said[language]}\n" for start, end, said in cues]
        (HERE / f"recording.{language}.vtt").write_text("WEBVTT\n\n" + "\n".join(lines), encoding="utf-8")
    (HERE / "poster.png").write_bytes((work / "0.png").read_bytes())
    (HERE / "chapters.yaml").write_text(yaml.safe_dump(chapters, allow_unicode=True), encoding="utf-8")


main()
