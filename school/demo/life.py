"""The school's recent past and present, by the verbs: runs open, full, under way, finished; people at all stages."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from courses.assessment.attempts import save_answer, start_attempt, submit_attempt
from courses.learning.enrolment import approve_enrolment, enrol
from courses.learning.enums import EnrolmentMode, EnrolmentState
from courses.learning.models import Course, CourseRun, Enrolment, ScheduledActivity
from courses.learning.progress import mark_done, visit
from courses.learning.runs import open_run
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.models import Job, JobState

from .clock import at, days

CHANCE = random.Random()


def open_a_run(
    course: Course, actor: User, name: tuple[str, str], *, opens: int, closes: int | None, starts: int, ends: int | None, **extra: Any
) -> CourseRun:
    """Days from today; the run was opened when its enrolment did."""
    with at(days(opens, hour=9)):
        return open_run(
            course=course,
            actor=actor,
            name_uk=name[0],
            name_en=name[1],
            enrolment_opens_at=days(opens, hour=0),
            enrolment_closes_at=days(closes, hour=0) if closes is not None else None,
            starts_at=days(starts, hour=0),
            ends_at=days(ends, hour=0) if ends is not None else None,
            **extra,
        )


def open_concluding_test(course: Course, actor: User) -> CourseRun:
    """For those who come to the days ahead: by invitation, without a certificate of its own."""
    name = ("Дні стажування цього сезону", "Internship days of this season")
    return open_a_run(course, actor, name, opens=-20, closes=None, starts=-20, ends=60, mode=EnrolmentMode.INVITATION, gives_certificate=False)


def join(run: CourseRun, people: Iterable[User], *, first_day: float) -> list[Enrolment]:
    made = []
    for number, user in enumerate(people):
        with at(days(min(first_day + number * 0.4, -0.01), hour=8 + number % 11)):
            made.append(enrol(user=user, run=run))
    return made


def learn(enrolment: Enrolment, *, steps: int | None, first_day: float, every: float = 0.9) -> None:
    """Go through `steps` activities (all of them when None), as far as the present allows."""
    rows = list(enrolment.run.activities.in_force().select_related("activity"))
    for number, row in enumerate(rows[: len(rows) if steps is None else steps]):
        moment = min(first_day + number * every, -0.1)
        with at(days(moment, hour=18)):
            visit(enrolment=enrolment, activity=row)
            if row.kind != "test" and row.completion != "timed":
                mark_done(enrolment=enrolment, activity=row)
        if row.completion == "timed":
            _read_long(enrolment, row, moment)
        elif row.kind == "test":
            sit_test(enrolment, row, moment, wrong=CHANCE.randrange(3))
    if steps is not None and steps < len(rows):
        with at(days(min(first_day + steps * every, -0.05), hour=19)):
            visit(enrolment=enrolment, activity=rows[steps])


def _read_long(enrolment: Enrolment, row: ScheduledActivity, moment: float) -> None:
    with at(days(moment + 0.03, hour=18)):
        mark_done(enrolment=enrolment, activity=row)


def sit_test(enrolment: Enrolment, row: ScheduledActivity, moment: float, *, wrong: int) -> None:
    """Answer with `wrong` mistakes, at most what still passes."""
    with at(days(moment, hour=19)):
        attempt = start_attempt(enrolment=enrolment, activity=row, language=enrolment.language)
        for number, question in enumerate(attempt.paper["questions"]):
            right = [option["uuid"] for option in question["options"] if option["right"]]
            other = [option["uuid"] for option in question["options"] if not option["right"]][:1]
            save_answer(attempt=attempt, question=question["uuid"], chosen=other if number < min(wrong, 2) else right)
        submit_attempt(attempt=attempt)


def make_runs(courses: dict[str, Course], cast: dict[str, User], crowd: list[User], projects: list[Any]) -> dict[str, CourseRun]:
    CHANCE.seed(2012)  # the same marks in every demo, the second in one process too
    halyna = cast["halyna"]
    runs = {}
    main, tools = courses["e-governance"], courses["e-tools-for-journalists"]
    media, first = courses["digital-multimedia"], courses["world-of-possibilities"]
    runs["finished"] = open_a_run(
        main, halyna, ("Весна", "Spring"), opens=-110, closes=-88, starts=-87, ends=-40, capacity=30, project=projects[0] if projects else None
    )
    runs["going"] = open_a_run(
        main, halyna, ("Осінь – 1", "Autumn – 1"), opens=-40, closes=20, starts=-25, ends=35, capacity=30, project=projects[0] if projects else None
    )
    runs["soon"] = open_a_run(main, halyna, ("Осінь – 2", "Autumn – 2"), opens=-5, closes=6, starts=7, ends=48, capacity=30)
    runs["full"] = open_a_run(tools, halyna, ("Редакції Поділля", "Newsrooms of Podillia"), opens=-20, closes=10, starts=12, ends=40, capacity=8)
    runs["tools"] = open_a_run(tools, halyna, ("У своєму темпі", "At your own pace"), opens=-60, closes=None, starts=-60, ends=None)
    runs["media"] = open_a_run(media, halyna, ("У своєму темпі", "At your own pace"), opens=-90, closes=None, starts=-90, ends=None)
    runs["first"] = open_a_run(
        first, halyna, ("За згодою координатора", "By approval"), opens=-15, closes=12, starts=14, ends=44, capacity=15, mode=EnrolmentMode.APPROVAL
    )
    runs["key"] = open_a_run(
        media,
        halyna,
        ("Студентський гурток", "Students' circle"),
        opens=-3,
        closes=25,
        starts=5,
        ends=35,
        capacity=20,
        mode=EnrolmentMode.KEY,
        enrolment_key="Поділля-2026",
    )
    _people_the_runs(runs, cast, crowd)
    return runs


def _people_the_runs(runs: dict[str, CourseRun], cast: dict[str, User], crowd: list[User]) -> None:
    for number, enrolment in enumerate(join(runs["finished"], crowd[:12], first_day=-105)):
        learn(enrolment, steps=None if number < 9 else 4 + number % 3, first_day=-84, every=1.5 + number * 0.11)
    for number, enrolment in enumerate(join(runs["going"], crowd[10:24], first_day=-38)):
        learn(enrolment, steps=number % 9, first_day=-24, every=1.2 + number * 0.05)
    olena = join(runs["going"], [cast["olena"]], first_day=-30)[0]
    learn(olena, steps=4, first_day=-20, every=3)
    join(runs["soon"], crowd[24:35], first_day=-4.5)
    join(runs["full"], crowd[4:15], first_day=-18)
    for number, enrolment in enumerate(join(runs["media"], [*crowd[20:28], cast["olena"]], first_day=-60)):
        learn(enrolment, steps=None if number in (1, 4, 8) else 1 + number % 5, first_day=-50 + number, every=1.1)
    for number, enrolment in enumerate(join(runs["tools"], crowd[30:36], first_day=-50)):
        learn(enrolment, steps=number, first_day=-40, every=2)
    requested = join(runs["first"], crowd[35:40], first_day=-8)
    with at(days(-2)):
        for enrolment in requested[:2]:
            if enrolment.state == EnrolmentState.REQUESTED:
                approve_enrolment(enrolment=enrolment, actor=cast["halyna"])
    _issue_in_order()
    jobs.run_all()


def _issue_in_order() -> None:
    """Certificates bear the days of their completions, their numbers in the same order."""
    for job in Job.objects.filter(kind="certificates.award", state=JobState.QUEUED).order_by("created_at"):
        with at(job.created_at + timedelta(minutes=1)):
            jobs.run_job(job.pk)
