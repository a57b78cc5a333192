"""What a designer's sheet may say: words in braces, each once. Nothing else is put in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Slot:
    label: object
    must: bool = False  # without it nobody could tell whose certificate it is, what for, or check it
    block: bool = False  # brings elements of its own: not within a line of text
    within: str = ""  # the only element it may stand in


SLOTS = {
    "title": Slot(_("the title: Certificate")),
    "number": Slot(_("number"), must=True),
    "centre": Slot(_("who issues: the centre, its school, its code"), must=True, block=True),
    "opening": Slot(_("the opening line")),
    "name": Slot(_("the person’s name"), must=True, within="h1"),
    "other_name": Slot(_("the name in the other script")),
    "deed": Slot(_("what the person did")),
    "what": Slot(_("the title of what was learned"), must=True, within="h2"),
    "second": Slot(_("the same in Ukrainian, on a sheet in another language")),
    "note": Slot(_("the line below")),
    "facts": Slot(_("hours, credits, period, result"), must=True, block=True),
    "outcomes": Slot(_("learning results"), block=True),
    "project": Slot(_("the project and its partners"), block=True),
    "signatures": Slot(_("who signs"), must=True, block=True),
    "logos": Slot(_("logos of the template"), block=True),
    "issued": Slot(_("when it was issued, until when it is valid, instead of which"), must=True),
    "licence": Slot(_("a line about licensing")),
    "check": Slot(_("the words “Check that it is genuine”")),
    "address": Slot(_("the address where it is checked"), must=True),
    "code": Slot(_("code"), must=True),
    "qr": Slot(_("QR code"), must=True, block=True),
    "border": Slot(_("the woven border around the sheet"), block=True),
    "towel": Slot(_("a woven band"), block=True),
    "mark": Slot(_("a woven medallion"), block=True),
}
MUST = [name for name, slot in SLOTS.items() if slot.must]
DRAWN = ("border", "towel", "mark")  # decoration: seen, not heard, always behind the words
