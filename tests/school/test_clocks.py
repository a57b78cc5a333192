"""What was promised to happen by the clock has somebody who rings."""

from django.conf import settings

from school.celery import app

ROOMS = ("school", "cms", "courses", "webinars", "certificates")


def test_every_clock_of_the_rooms_is_wound() -> None:
    """`ring` alone is rung by the verbs."""
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.split(".")[0] in ROOMS}
    assert {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()} == ours - {"school.foundation.tasks.ring"}
