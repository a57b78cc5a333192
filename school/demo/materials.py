"""What those who were at the past day take home: a sheet drawn by our own printing, in each language, and the law by its official address."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.utils.html import format_html, format_html_join

from courses.internships.days import save_day
from courses.internships.enums import OpenFrom
from courses.internships.models import InternshipDay, Material
from school.accounts.models import User
from school.foundation.printing import render_pdf

from . import content

FACES = "".join(
    f'@font-face {{ font-family: "Commissioner Print"; font-weight: {weight}; src: url("static:fonts/print/commissioner-{weight}.woff2"); }}'
    for weight in (400, 600, 800)
)
LOOKS = (
    FACES
    + """
@page { size: A4; margin: 16mm 18mm; }
* { margin: 0; padding: 0; box-sizing: border-box; }
html { font-family: "Commissioner Print", sans-serif; font-size: 10.5pt; line-height: 1.4; color: #000; }
body { border-top: 1.2mm solid #1f4391; padding-top: 5mm; }
h1 { font-size: 21pt; line-height: 1.15; font-weight: 800; letter-spacing: -0.01em; }
h2 { font-size: 12.5pt; font-weight: 600; margin: 6mm 0 2mm; }
.lead { margin-top: 3mm; max-width: 150mm; }
.line { display: flex; white-space: nowrap; align-items: flex-end; gap: 3mm; margin-top: 7mm; font-size: 9.5pt; }
.line i { flex: 1; border-bottom: 0.25mm solid #000; }
ul { list-style: none; }
li { position: relative; padding: 1.1mm 0 1.1mm 8mm; }
li::before { content: ""; position: absolute; left: 0; top: 1.9mm; width: 4mm; height: 4mm; border: 0.35mm solid #000; border-radius: 0.8mm; }
"""
)


def give_materials(day: InternshipDay, actor: User) -> None:
    told = content.read("internship/materials.yaml")
    rows = [_sheet(day, told["plan"], code) for code in content.LANGUAGES]
    rows += [
        Material(day=day, title_uk=row["title"]["uk"], title_en=row["title"]["en"], url=row["url"], opens=OpenFrom.AFTER) for row in told["links"]
    ]
    for number, row in enumerate(rows):
        row.sort_order = number
    day.materials = rows
    save_day(day=day, capacity=day.offer.wanted, shown=True, actor=actor)


def _sheet(day: InternshipDay, plan: dict[str, Any], code: str) -> Material:
    title = plan["title"][code] if code == "uk" else f"{plan['title'][code]} (English)"
    row = Material(day=day, title_uk=title, title_en="" if code == "en" else f"{title} (Ukrainian)", opens=OpenFrom.AT_ONCE)
    row.file = ContentFile(render_pdf(_page(plan, code)), name="plan.pdf")
    return row


def _page(plan: dict[str, Any], code: str) -> str:
    steps = format_html_join(
        "", "<h2>{}</h2><ul>{}</ul>",
        ((step["title"][code], format_html_join("", "<li>{}</li>", ((item,) for item in step["items"][code]))) for step in plan["steps"]),
    )  # fmt: skip
    return format_html(
        '<html lang="{}"><head><title>{}</title><style>{}</style></head><body><h1>{}</h1><p class="lead">{}</p><p class="line">{} <i></i></p>{}'
        '<p class="line">{} <i></i> {} <i></i></p></body></html>',
        code, plan["title"][code], _safe(LOOKS), plan["title"][code], plan["lead"][code], plan["who"][code], steps, plan["measured"][code],
        plan["compared"][code],
    )  # fmt: skip


def _safe(css: str) -> Any:
    return format_html(css.replace("{", "{{").replace("}", "}}"))
