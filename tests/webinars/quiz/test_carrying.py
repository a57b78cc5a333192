"""A stick carries questions without the key; what was chosen is graded when the progress is handed in."""

from __future__ import annotations

import pytest

from school.accounts.models import User
from tests.factories.quiz import make_question, options_of
from tests.factories.sticks import built, progress
from tests.factories.webinars import make_webinar
from webinars.models import QuizAnswer, QuizAttempt, Stick, Viewing, Webinar
from webinars.offline.keeping import keep
from webinars.offline.leaves import leaf_of
from webinars.offline.progress import take_progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


def test_package_says_nothing_of_what_is_right(webinar: Webinar) -> None:
    make_question(webinar, 30, right=(0, 2))
    make_question(Webinar.objects.get(pk=webinar.pk), text="Останнє?")
    leaf = leaf_of(Webinar.objects.get(pk=webinar.pk), 1, "uk")
    assert [(row["at"], row["kind"], row["version"]) for row in leaf.data["questions"]] == [(30, "multiple", 1), (None, "single", 1)]
    assert leaf.data["questions"][0]["options"][0] == {"uk": "А", "en": "А (en)"}
    assert not {"right", "feedback", "Сказано"} & set(leaf.script().replace('"', " ").split())
    assert leaf.data["pass_mark"] == 60


def carried(olena: User, webinar: Webinar) -> Stick:
    return built(olena, [webinar], hours=5)


def test_answers_are_graded_at_handing_in_and_the_test_completes(webinar: Webinar, olena: User) -> None:
    pause, last = make_question(webinar, 30, right=(1,)), make_question(webinar)
    stick = carried(olena, Webinar.objects.get(pk=webinar.pk))
    said = {webinar.code: {"a": [[pause.code, 1, [1]]], "t": [[last.code, 1, [0]]]}}
    taken = take_progress(user=olena, text=progress(stick, {webinar.code: [[0, 600]]}, q=said))
    assert taken.answers == 2
    assert (QuizAnswer.objects.get(question=pause).chosen, QuizAnswer.objects.get(question=pause).right) == (options_of(pause, 1), True)
    assert QuizAttempt.objects.get().passed is True
    assert Viewing.objects.get().reached_at is not None


def test_same_test_with_more_watched_is_one_attempt(webinar: Webinar, olena: User) -> None:
    last = make_question(webinar)
    stick = carried(olena, Webinar.objects.get(pk=webinar.pk))
    for parts in ([[0, 60]], [[0, 90]]):
        take_progress(user=olena, text=progress(stick, {webinar.code: parts}, q={webinar.code: {"t": [[last.code, 1, [1]]]}}))
    assert QuizAttempt.objects.count() == 1
    take_progress(user=olena, text=progress(stick, {webinar.code: [[0, 95]]}, q={webinar.code: {"t": [[last.code, 1, [0]]]}}))
    assert list(QuizAttempt.objects.values_list("passed", flat=True)) == [False, True]


@pytest.mark.parametrize(
    "said",
    [
        5,
        [],
        {"a": 5},
        {"a": [[1, 2, 3]]},
        {"a": [["нема", 1, [0]]], "t": [["x"]]},
        {"a": [["{code}", 1, [99, -1]]]},
        {"a": [["{code}", 10**30, [0]]]},
    ],
)
def test_nonsense_in_answers_spoils_nothing(webinar: Webinar, olena: User, said: object) -> None:
    question = make_question(webinar, 30)
    if isinstance(said, dict) and isinstance(said.get("a"), list):
        said = {**said, "a": [[question.code if row[0] == "{code}" else row[0], *row[1:]] for row in said["a"]]}
    stick = carried(olena, Webinar.objects.get(pk=webinar.pk))
    taken = take_progress(user=olena, text=progress(stick, {webinar.code: [[0, 60]]}, q={webinar.code: said}))
    assert (taken.answers, QuizAnswer.objects.count(), Viewing.objects.get().seconds) == (0, 0, 60)


def test_copy_on_a_device_is_renewed_when_a_question_changes(webinar: Webinar, olena: User) -> None:
    before = keep(olena, webinar.code, "recording", "uk").version
    make_question(webinar, 30)
    assert keep(olena, webinar.code, "recording", "uk").version != before
