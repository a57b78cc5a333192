"""After a day those who were there are asked what they think; nobody else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.assessment.models import Survey
from courses.assessment.surveys.answering import CannotAnswer, waiting_for
from courses.assessment.surveys.closing import close_survey
from courses.internships.feedback import feedback_of, sections_of
from courses.internships.models import InternshipDay
from courses.internships.settling import correct_parts, settle_day
from school.accounts.models import User
from school.foundation.calendar import deadline
from school.foundation.models import Letter
from tests.factories.presence import make_held_day, make_presence
from tests.factories.surveys import PLAN, USEFUL, WORDS, answer, make_template

pytestmark = pytest.mark.django_db


def settled(people: int = 1, actor: User | None = None, **fields: object) -> tuple[InternshipDay, list[User]]:
    day = make_held_day(**fields)
    crowd = [make_presence(day).user for _ in range(people)]
    settle_day(day=day, actor=actor)
    return day, crowd


def said(code: str) -> str:
    return Letter.objects.get(key__endswith=f":{code}").text


def test_confirming_presence_opens_the_centres_form_for_the_days_asked(halyna: User) -> None:
    make_template()
    day, _crowd = settled(actor=halyna, feedback_days=10)
    survey = feedback_of(day)
    assert survey is not None
    assert (survey.about_kind, survey.about_key, survey.secret, survey.questions.count()) == ("day", day.code, True, 4)
    assert survey.closes_at == deadline(timezone.localdate() + timedelta(days=10))


def test_day_may_have_its_own_form_or_none() -> None:
    make_template()
    own = make_template(default=False, title_uk="Про практику", questions=[WORDS])
    chosen, _people = settled(feedback_form=own)
    without, _people = settled(asks_feedback=False)
    assert (feedback_of(chosen).title_uk, feedback_of(without)) == ("Про практику", None)


def test_nobody_is_asked_where_the_centre_has_no_form_or_nobody_came() -> None:
    day, crowd = settled()
    make_template()
    assert feedback_of(day) is None
    empty, _crowd = settled(people=0)
    assert feedback_of(empty) is None
    assert "surveys" not in Letter.objects.get(purpose="day_present", to=crowd[0].email).text


def test_letter_to_those_present_has_the_link_and_to_the_absent_has_not() -> None:
    make_template()
    day = make_held_day(accepted=1)
    whole, part = make_presence(day), make_presence(day, left="10:30")
    settle_day(day=day, actor=None)
    link = f"/surveys/{feedback_of(day).code}/"
    assert (link in said(whole.code), link in said(part.code)) == (True, True)
    assert "Відповіді без імен" in said(whole.code)
    assert link not in Letter.objects.get(purpose="day_absent").text


def test_named_form_promises_no_secrecy_in_the_letter() -> None:
    make_template(secret=False)
    _day, crowd = settled()
    assert "без імен" not in Letter.objects.get(purpose="day_present", to=crowd[0].email).text


def test_absent_and_strangers_may_not_answer_and_those_present_may(petro: User) -> None:
    make_template()
    day = make_held_day(accepted=1)
    there, waved_through = make_presence(day), make_presence(day)
    parts = {slot: False for slot in day.slots.all() if slot.counts}
    correct_parts(attendance=waved_through, parts=parts, reason="Переплутали прізвища.", actor=None)
    settle_day(day=day, actor=None)
    survey, absent = feedback_of(day), day.applications.exclude(attendance__isnull=False).first().user
    for user in (petro, absent, waved_through.user):
        with pytest.raises(CannotAnswer, match="брав участь"):
            answer(survey, user)
        assert waiting_for(user) == []
    assert waiting_for(there.user) == [survey]
    answer(survey, there.user)


def test_whoever_is_confirmed_late_is_asked_by_the_same_survey() -> None:
    make_template()
    day, _crowd = settled()
    survey = feedback_of(day)
    late = make_presence(day)
    settle_day(day=day, actor=None)
    assert Survey.objects.get() == survey
    assert survey.code in said(late.code)
    close_survey(survey=survey)
    later = make_presence(day)
    settle_day(day=day, actor=None)
    assert survey.code not in said(later.code)


def test_report_says_what_may_be_shown() -> None:
    make_template(questions=[USEFUL, PLAN, WORDS])
    day, crowd = settled(people=6)
    survey = feedback_of(day)
    for n, user in enumerate(crowd[:5]):
        answer(survey, user, 5 if n else 3, 0 if n < 4 else 1, "Більше практики" if n == 2 else None)
    (still,) = sections_of(day, "uk")
    assert (still.rows, "таємні" in still.note) == ([], True)
    close_survey(survey=survey)
    marks, plan, words = sections_of(day, "uk")
    assert (marks.note, marks.rows) == ("Відповіли 5 із 6 осіб.", [("Чи було корисно?", "4,6", "5", "5")])
    assert (plan.heading, plan.rows) == ("Чи будете робити?", [("Так", "4", "80 %"), ("Ні", "1", "20 %")])
    assert (words.heading, words.rows) == ("Що змінити?", [("Більше практики",)])


def test_report_of_four_answers_shows_none() -> None:
    make_template()
    day, crowd = settled(people=6)
    for user in crowd[:4]:
        answer(feedback_of(day), user)
    close_survey(survey=feedback_of(day))
    (told,) = sections_of(day, "uk")
    assert (told.rows, told.note.startswith("Відповіли 4 особи.")) == ([], True)


def test_report_of_a_day_without_questions_is_silent() -> None:
    day, _crowd = settled()
    assert sections_of(day, "uk") == []


def test_a_form_in_use_by_a_day_is_not_deleted() -> None:
    from django.db.models import ProtectedError

    own = make_template(default=False)
    make_held_day(feedback_form=own)
    with pytest.raises(ProtectedError):
        own.delete()


def test_person_of_another_day_may_not_answer() -> None:
    make_template()
    first, _crowd = settled()
    _other, (stranger,) = settled()
    with pytest.raises(CannotAnswer):
        answer(feedback_of(first), stranger)
