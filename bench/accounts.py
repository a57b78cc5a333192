"""Signing in with the hasher of production; beside the hasher alone, so that what is ours can be seen."""

from __future__ import annotations

from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import check_password

from school.demo.people import PASSWORD

from .clock import Thing, browser, cpu_ms
from .learning import bare_things, beside_bare
from .school import School
from .table import Row, compared

GROUP = "accounts"


def run(school: School) -> list[Row]:
    hasher = settings.PASSWORD_HASHERS[0].rsplit(".", 1)[-1].removesuffix("PasswordHasher")
    name = f"sign-in (POST, {hasher})"

    numbers = count(1)

    def sign_in() -> None:
        address = f"10.1.{next(numbers)}.1"  # the limit of sign-ins counts by address
        response = browser().post("/accounts/login/", {"login": school.olena.email, "password": PASSWORD}, REMOTE_ADDR=address)
        if response.status_code != 302:
            raise RuntimeError(f"sign-in answered {response.status_code}")

    def hash_alone() -> None:
        check_password(PASSWORD, school.olena.password)

    things: dict[str, Thing] = {**bare_things(school), name: sign_in, "hasher": hash_alone}
    spent = cpu_ms(things, requests=6)
    return [*beside_bare(GROUP, name, spent, "anonymous"), compared(GROUP, f"{name}, to {hasher} alone", spent[name], spent["hasher"])]
