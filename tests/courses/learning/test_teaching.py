"""A trainer works on their own courses, in every language, and on nobody else's."""

from __future__ import annotations

import pytest

from courses.learning.models import Course, CoursePage, CourseTrainer
from courses.learning.teaching import appoint_trainer, dismiss_trainer
from school.accounts import roles
from school.accounts.models import User
from tests.factories.accounts import make_person
from tests.factories.learning import index, make_course

pytestmark = pytest.mark.django_db


def begin_course(owner: User) -> CoursePage:
    """A draft, as the editor saves it."""
    page = CoursePage(title="Відкрита рада", slug="vidkryta-rada", hours=4, locale=index().locale, owner=owner, live=False)
    return index().add_child(instance=page)


def may(user: User, page: CoursePage) -> tuple[bool, bool, bool]:
    allowed = page.permissions_for_user(User.objects.get(pk=user.pk))
    return allowed.can_edit(), allowed.can_publish(), allowed.can_reorder_children()


def test_trainer_publishes_and_orders_the_course_they_began(taras: User) -> None:
    page = begin_course(taras)
    assert may(taras, page) == (True, True, True)
    page.save_revision().publish()
    assert list(CourseTrainer.objects.values_list("course__key", "user")) == [(page.translation_key, taras.pk)]


def test_another_trainer_may_do_nothing_with_it(taras: User) -> None:
    other = make_person("mariana@example.org", groups=(roles.TRAINER,))
    assert may(other, begin_course(taras)) == (False, False, False)


def test_appointed_trainer_works_until_dismissed(taras: User, halyna: User) -> None:
    course: Course = make_course()
    page = CoursePage.objects.get(translation_key=course.key)
    assert may(taras, page) == (False, False, False)
    appoint_trainer(course=course, user=taras, actor=halyna)
    assert may(taras, page) == (True, True, True)
    dismiss_trainer(course=course, user=taras, actor=halyna)
    assert may(taras, page) == (False, False, False)
