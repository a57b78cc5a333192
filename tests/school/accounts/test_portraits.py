"""A photo for the badge and the door: only a picture comes in, only its pixels stay, only those who need it see it."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from courses.internships.applying import accept_application
from courses.internships.packing import pack_context
from school.accounts.erasing import erase_person, export_person
from school.accounts.models import Profile
from school.accounts.portraits import portrait_from, set_portrait
from school.foundation.files import UnsafeFile
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 700), **options: Any) -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(memory, kind, **options)
    return memory.getvalue()


def upload(data: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def torn_exif() -> bytes:
    """Turned on its side, and the kind of the tag before that is none."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "a" * 40, 6
    data = bytearray(picture(exif=exif))
    data[data.index(b"Exif\x00\x00") + 17] = 0
    return bytes(data)


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 by 60,000."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))  # noqa: E731
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


REFUSED = {
    "a renamed SVG": (SVG, "Такі файли тут не приймаємо"),
    "an SVG behind the first bytes of a PNG": (b"\x89PNG\r\n\x1a\n" + SVG, "не читається як зображення"),
    "an SVG behind the first bytes of a JPEG": (b"\xff\xd8\xff\xe0" + SVG, "не читається як зображення"),
    "a bomb": (bomb(), "не читається як зображення"),
    "an EXIF torn in the middle": (torn_exif(), "не читається як зображення"),
    "many pixels": (picture("PNG", (9000, 6000)), "завелике: 9000 × 6000"),
    "a 40 MB file": (picture() + b"\0" * (40 * 1024 * 1024), "більший за 10 МБ"),
    "a GIF": (picture("GIF"), "Такі файли тут не приймаємо"),
    "a dot": (picture(size=(20, 20)), "замале"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_photo_is_refused_with_a_sentence(what: str) -> None:
    data, said = REFUSED[what]
    with pytest.raises(UnsafeFile) as refused:
        portrait_from(upload(data))
    assert said in str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_square_jpeg(kind: str) -> None:
    made = Image.open(io.BytesIO(portrait_from(upload(picture(kind)))))
    assert (made.format, made.size, made.mode) == ("JPEG", (600, 600), "RGB")


def test_it_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    image = Image.new("RGB", (800, 600), "white")
    image.paste((0, 0, 255), (0, 0, 400, 600))  # blue on the left; the camera was turned
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    memory = io.BytesIO()
    image.save(memory, "JPEG", exif=exif, quality=95)
    made = Image.open(io.BytesIO(portrait_from(upload(memory.getvalue()))))
    assert (dict(made.getexif()), made.info.get("exif")) == ({}, None)
    top, bottom = made.getpixel((300, 60)), made.getpixel((300, 540))
    assert top[2] > 200 > 100 > top[0] and min(bottom) > 200


def test_nothing_that_hangs_behind_the_picture_is_kept() -> None:
    made = portrait_from(upload(picture() + b"<script>alert(1)</script>"))
    assert b"script" not in made


def typed(user: Any, **changes: Any) -> dict[str, Any]:
    profile = user.profile
    return {
        "surname": "Кравчук", "given_name": "Олена", "category": profile.category, "city": profile.city_id, "organisation": "", "position": "фахівець",
        "language": "uk", "consent": "on", **changes,
    }  # fmt: skip


def test_a_refused_photo_keeps_what_else_was_typed(client: Client, olena) -> None:
    client.force_login(olena)
    response = client.post(reverse("accounts:profile"), typed(olena, position="директорка", photo=upload(SVG)))
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form["position"].value()) == (400, ["photo"], "директорка")
    assert "Фото не прийнято. Такі файли тут не приймаємо" in form.errors["photo"][0]
    assert Profile.objects.get(user=olena).photo.name == ""


def test_a_photo_is_given_shown_replaced_and_removed(client: Client, olena) -> None:
    client.force_login(olena)
    address = reverse("accounts:profile")
    client.post(address, typed(olena, photo=upload(picture())))
    first = Profile.objects.get(user=olena).photo.name
    shown = client.get(reverse("accounts:portrait", args=[olena.code]))
    assert (shown["Content-Type"], b"".join(shown.streaming_content)[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert f'src="{reverse("accounts:portrait", args=[olena.code])}"' in client.get(address).content.decode()
    client.post(address, typed(olena))
    assert Profile.objects.get(user=olena).photo.name == first
    client.post(address, typed(olena, remove_photo="on"))
    assert Profile.objects.get(user=olena).photo.name == ""
    assert client.get(reverse("accounts:portrait", args=[olena.code])).status_code == 404


def test_only_oneself_and_coordinators_see_it(client: Client, olena, halyna, taras, petro) -> None:
    set_portrait(user=olena, picture=portrait_from(upload(picture())), actor=olena)
    seen = []
    for user in (olena, halyna, taras, petro):
        client.force_login(user)
        seen.append(client.get(reverse("accounts:portrait", args=[olena.code])).status_code)
    assert seen == [200, 200, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_what_is_replaced_or_erased_is_gone_from_the_storage() -> None:
    from tests.factories.accounts import make_person

    user = make_person("olena@example.org", surname="Кравчук", given_name="Олена")
    data = portrait_from(upload(picture()))
    names = []
    for _number in range(2):
        set_portrait(user=user, picture=data, actor=user)
        names.append(Profile.objects.get(user=user).photo.name)
    assert [storages["default"].exists(name) for name in names] == [False, True]
    archive = zipfile.ZipFile(io.BytesIO(export_person(user=user)))
    handed = next(json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json") and b'"photo"' in archive.read(name))
    assert archive.read(handed["profile"]["photo"]) == data
    erase_person(user=user, actor=user)
    assert (Profile.objects.get(user=user).photo.name, storages["default"].exists(names[1])) == ("", False)


def test_it_stands_on_the_badge_and_at_the_door(client: Client, olena, halyna) -> None:
    accept_application(application=make_application(day=make_day(), user=olena), actor=halyna)
    day = olena.applications.get().day
    plain = accept_application(application=make_application(day=day), actor=halyna)
    set_portrait(user=olena, picture=portrait_from(upload(picture())), actor=olena)
    rows = list(day.applications.select_related("user__profile", "day").order_by("pk"))
    badges = [badge["photo"][:23] for badge in pack_context(day, rows)["badges"][0]]
    assert badges == ["data:image/jpeg;base64,", ""]
    client.force_login(halyna)
    page = client.get(reverse("internships:door", args=[day.code])).content.decode()
    assert (page.count('class="portrait portrait--s"'), reverse("accounts:portrait", args=[olena.code]) in page) == (1, True)
    assert plain.user.full_name in page
