"""Best results of a person in a run, for the learner's page and the certificate."""

from __future__ import annotations

from dataclasses import dataclass

from courses.learning.models import Enrolment
from courses.learning.progress import words_for

from .models import Attempt


@dataclass(frozen=True)
class Result:
    title: str
    percent: int
    passed: bool
    attempts: int


def best_results(enrolment: Enrolment, language: str = "uk") -> list[Result]:
    """One result a test, by its best attempt, in the order of the outline."""
    rows = Attempt.objects.submitted().filter(enrolment=enrolment).select_related("activity__activity").prefetch_related("grades")
    by_activity: dict[int, list[Attempt]] = {}
    for row in rows.order_by("activity__position", "number"):
        by_activity.setdefault(row.activity_id, []).append(row)
    keys = [found[0].activity.activity.key for found in by_activity.values()]
    words = words_for(keys, language, enrolment.run.course.source_locale)
    results = []
    for found in by_activity.values():
        grades = [grade for row in found if (grade := next(iter(row.grades.all()), None))]
        activity = found[0].activity.activity
        if grades:
            best = max(grades, key=lambda grade: grade.points / grade.out_of)
            title = words[activity.key].title if activity.key in words else activity.title
            results.append(Result(title, best.percent, any(grade.passed for grade in grades), len(found)))
    return results
