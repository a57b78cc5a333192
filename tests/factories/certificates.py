"""People, completed enrolments and certificates as the verbs make them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from certificates.awards import award_of
from certificates.compiled import Made
from certificates.issuing import issue
from certificates.models import Certificate
from certificates.rendering import keeping
from certificates.signing.issued import keep_file, sealed_file
from courses.learning.models import Course, CourseRun, Enrolment, Offer
from school.accounts.models import Profile, User
from school.foundation.calendar import KYIV
from school.foundation.centre import CentreSettings
from tests.factories.seals import sheet

TITLE = "Основи е-урядування та е-демократії"
BEGUN = datetime(2026, 9, 7, 9, tzinfo=KYIV)
DONE = datetime(2026, 9, 30, 21, 30, tzinfo=KYIV)
NAMES = {
    "surname": "Їжакевич", "given_name": "Ґалина", "patronymic": "Євгеніївна",
    "surname_latin": "Yizhakevych", "given_name_latin": "Galyna",
}  # fmt: skip
_numbers = count(1)


def make_house(**changes: Any) -> CentreSettings:
    """The centre's words as the tests expect them."""
    house = CentreSettings.load()
    values = {
        "name_uk": "Муніципально-громадський центр «Е-урядування»", "name_en": "Municipal Civic Centre “E-Government”",
        "school_name_uk": "Школа е-урядування", "school_name_en": "School of E-Government",
        "city_uk": "Вінниця", "city_en": "Vinnytsia", "edrpou": "12345678", "certificate_series": "ШЕУ", "hours_per_credit": 30,
    }  # fmt: skip
    for name, value in (values | changes).items():
        setattr(house, name, value)
    house.signatories = [
        ("signatory", {"name_uk": "Галина Бондар", "name_en": "Halyna Bondar", "post_uk": "координаторка Школи", "post_en": "School coordinator"})
    ]
    house.save()
    return house


def make_holder(email: str = "", **names: str) -> User:
    user = User.objects.create_user(email or f"holder{next(_numbers)}@example.org", "vinnytsia-2012")
    Profile.objects.update_or_create(user=user, defaults=NAMES | names)
    return User.objects.select_related("profile").get(pk=user.pk)


def make_certified_course(title: str = TITLE) -> Course:
    return Course.objects.create(key=uuid.uuid4(), source_locale="uk", title=title, hours=Decimal(18))


def make_certified_run(course: Course | None = None, **fields: Any) -> CourseRun:
    course = course or make_certified_course()
    values = {
        "course": course, "name_uk": "Осінь 2026", "enrolment_opens_at": BEGUN - timedelta(days=20), "starts_at": BEGUN,
        "offer": Offer.objects.create(capacity=None), "hours": course.hours, "opened_at": BEGUN - timedelta(days=30),
    }  # fmt: skip
    return CourseRun.objects.create(**values | fields)


def make_completed(user: User | None = None, run: CourseRun | None = None, **fields: Any) -> Enrolment:
    """An enrolment with everything done; nobody was told yet."""
    values = {
        "run": run or make_certified_run(), "user": user or make_holder(), "state": "active", "language": "uk",
        "requested_at": BEGUN, "enrolled_at": BEGUN, "completed_at": DONE,
    }  # fmt: skip
    return Enrolment.objects.create(**values | fields)


def make_certificate(user: User | None = None, **fields: Any) -> Certificate:
    """Issued; with inline jobs its file is made at commit."""
    return issue(award=award_of("course", make_completed(user, **fields).code))


def make_filed(user: User | None = None) -> Certificate:
    """Issued, with a small sheet instead of the real one under a real seal: where the words on it do not matter."""
    certificate = make_certificate(user)
    if not certificate.ready:
        sealed = sealed_file(certificate, sheet())
        keeping._keep(certificate, sealed.data, Made(sealed.data, "full"))
        keep_file(certificate, sealed)
    return certificate


def kyiv_year() -> int:
    return timezone.localdate(timezone=KYIV).year
