"""The deck: HTML in the School's own looks, made to PDF by WeasyPrint; the same slides with a speaker beside them for the video."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from weasyprint import HTML

from school.foundation import motif
from school.foundation.text import typo as escape

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "templates" / "static" / "fonts" / "print"
SCHOOL = {"uk": "Школа е-\u2060урядування", "en": "School of e-governance"}
OF = {"uk": "з", "en": "of"}
FACES = "".join(
    f'@font-face {{ font-family: "Commissioner"; font-weight: {weight}; src: url("{(FONTS / f"commissioner-{weight}.woff2").as_uri()}") }}'
    for weight in (400, 600, 800)
)
# A pixel of the sheet is a pixel of the video; the numbers are those of tokens.css.
STYLE = (
    FACES
    + """
@page { size: 1280px 720px; margin: 0; background: #fbf8f1 }
body { margin: 0; font: 400 40px/1.22 "Commissioner", sans-serif; color: #1c1815 }
section { position: relative; width: 1280px; height: 720px; overflow: hidden; break-after: page }
section:last-child { break-after: auto }
h1 { position: absolute; left: 72px; top: 62px; width: 1130px; margin: 0; font-size: 58px; font-weight: 800; line-height: 1.08 }
.cover h1 { top: 132px; width: 700px; font-size: 76px }
.long h1 { font-size: 62px }
.cover p.lead { position: absolute; left: 72px; top: 430px; width: 690px; margin: 0; font-size: 44px; color: #4a423b }
.long p.lead { top: 330px }
ul { position: absolute; left: 72px; top: 168px; width: 690px; height: 452px; margin: 0; padding: 0; list-style: none }
li { position: relative; margin: 0 0 26px; padding-left: 44px }
li::before { content: ""; position: absolute; left: 0; top: 16px; width: 18px; height: 18px; background: #8e1e30; transform: rotate(45deg) }
table { position: absolute; left: 72px; top: 160px; width: 930px; border-collapse: collapse; font-size: 38px; line-height: 1.2 }
th, td { padding: 13px 18px 13px 0; text-align: left; border-bottom: 2px solid #ddd2bf; vertical-align: top }
th { font-weight: 600; font-size: 32px; color: #655b52 }
td:first-child { font-weight: 600 }
.drawn table { width: 715px; font-size: 35px } .drawn th:first-child { width: 430px }
.before, .after { position: absolute; left: 72px; width: 900px; padding: 16px 24px; font-size: 34px; line-height: 1.25; border-left: 12px solid }
.before { top: 154px; background: #f9e2de; border-color: #a01f2d }
.after { top: 376px; background: #dfeee4; border-color: #1d5b43 }
.before b, .after b { display: block; font-size: 28px; font-weight: 800 }
.art { position: absolute; left: 806px; top: 142px; width: 400px; height: 358px }
.foot { position: absolute; left: 72px; bottom: 84px; width: 900px; margin: 0; font-size: 26px; color: #4a423b }
.sign { position: absolute; left: 72px; bottom: 42px; margin: 0; font-size: 24px; color: #655b52 }
.frieze { position: absolute; left: 0; bottom: 0; width: 1280px; height: 26px; display: block }
.who { position: absolute; right: 40px; bottom: 44px; width: 176px; height: 176px }
"""
)
LONG = 32  # letters of a title that no longer stand above the lead in full size
PEOPLE = {
    "iryna": ("#8e1e30", "#5b2e1c", "M62 92 C56 40 78 26 110 26 C142 26 164 40 158 92 L160 140 L144 140 L146 84 Q110 70 76 84 L76 140 L60 140 Z"),
    "taras": ("#1f4391", "#2f2620", "M72 82 C66 44 84 30 110 30 C136 30 154 44 148 82 Q140 60 110 60 Q80 60 72 82 Z"),
}


def art(folder: Path, name: str) -> str:
    return f'<div class="art">{(folder / f"{name}.svg").read_text(encoding="utf-8")}</div>'


def person(key: str, mouth: bool) -> str:
    """A speaker in a circle, with an open or a closed mouth."""
    coat, hair, locks = PEOPLE[key]
    said = (
        '<ellipse cx="110" cy="121" rx="11" ry="8" fill="#6d1f24"/>'
        if mouth
        else '<path d="M98 119q12 8 24 0" fill="none" stroke="#6d1f24" stroke-width="5"/>'
    )
    return (
        '<svg class="who" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 220" stroke-linecap="round">'
        f'<circle cx="110" cy="110" r="106" fill="#e5eaf6" stroke="{coat}" stroke-width="7"/>'
        f'<path d="M40 206 C42 168 70 152 110 152 C150 152 178 168 180 206 A106 106 0 0 1 40 206Z" fill="{coat}"/>'
        '<path d="M94 132h32v26q-16 16-32 0z" fill="#e2b48d"/><ellipse cx="110" cy="96" rx="38" ry="46" fill="#f0c9a4"/>'
        f'<path d="{locks}" fill="{hair}"/><circle cx="96" cy="96" r="5" fill="#1c1815"/><circle cx="124" cy="96" r="5" fill="#1c1815"/>{said}</svg>'
    )


def points(rows: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(row)}</li>" for row in rows) + "</ul>"


def table(rows: list[list[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><tr>{head}</tr>{body}</table>"


def compare(rows: list[list[str]]) -> str:
    return "".join(
        f'<div class="{kind}"><b>{escape(name)}</b>{escape(text)}</div>' for kind, (name, text) in zip(("before", "after"), rows, strict=True)
    )


def slide(part: dict[str, Any], language: str, number: int, of: int, drawings: Path, who: str = "") -> str:
    inside = f"<h1>{escape(part['title'][language])}</h1>"
    if "lead" in part:
        inside += f'<p class="lead">{escape(part["lead"][language])}</p>'
    for kind, draw in (("points", points), ("table", table), ("compare", compare)):
        if kind in part:
            inside += draw(part[kind][language])
    inside += art(drawings, part["art"]) if (drawings / f"{part['art']}.svg").exists() else ""
    if "foot" in part:
        inside += f'<p class="foot">{escape(part["foot"][language])}</p>'
    strip = motif.frieze("webinar", "полотно", periods=52)
    inside += f'<p class="sign">{SCHOOL[language]} · {number} {OF[language]} {of}</p>{strip.replace("<svg ", chr(60) + "svg class=frieze ", 1)}'
    kind = "cover" if "lead" in part else "drawn" if (drawings / f"{part['art']}.svg").exists() else "plain"
    if kind == "cover" and len(part["title"][language]) > LONG:
        kind = "cover long"
    return f'<section class="{kind}">{inside}{who}</section>'


def pdf(sheets: list[str], language: str, path: Path, title: str) -> None:
    page = f'<html lang="{language}"><head><title>{escape(title)}</title><style>{STYLE}</style></head><body>{"".join(sheets)}</body></html>'
    HTML(string=page, base_url=ROOT.as_uri()).write_pdf(path, pdf_variant=None, optimize_images=True)


def pictures(path: Path, folder: Path) -> list[Path]:
    """Each page as a PNG of 1280 by 720."""
    subprocess.run(["pdftoppm", "-png", "-scale-to-x", "1280", "-scale-to-y", "720", str(path), str(folder / path.stem)], check=True)
    return sorted(folder.glob(f"{path.stem}-*.png"))
