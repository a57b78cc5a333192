"""What the page of a topic shows of learning: courses of the topic, and who teaches them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.library.models import Topic
from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf

from .models import Course, CourseInstructor, CoursesIndexPage, Instructor
from .presenting import course_cards

ON_A_SHELF = 6


def courses_of_topic(topic: Topic, language: str) -> Shelf | None:
    cards = course_cards(language, _courses(topic))
    index = CoursesIndexPage.objects.live().filter(locale__language_code=language).first()
    if not cards:
        return None
    url = f"{page_url(index)}?topic={topic.slug}" if index else ""
    return Shelf("courses", _("Courses"), cards[:ON_A_SHELF], len(cards), url, template="learning/courses_shelf.html")


def trainers_of_topic(topic: Topic, language: str) -> Shelf | None:
    keys = [course.key for course in _courses(topic)]
    rows = CourseInstructor.objects.filter(page__live=True, page__translation_key__in=keys)
    people = list(Instructor.objects.filter(live=True, pk__in=rows.values("instructor")).select_related("portrait").order_by("name_uk"))
    return Shelf("people", _("Who teaches it"), people[:ON_A_SHELF], len(people), template="learning/trainers_shelf.html") if people else None


def _courses(topic: Topic) -> list[Course]:
    return list(Course.objects.filter(topics=topic, retired_at=None))
