from .enrolment import Completion, Enrolment, Reading, Visit
from .outline import Activity, Course, Module, Words
from .pages import CourseInstructor, CoursePage, CoursesIndexPage, LessonPage, ModulePage
from .people import CourseGroup, CourseTrainer, Instructor
from .runs import CourseRun, ScheduledActivity, ScheduledModule
from .seats import Claim, Offer, Quota, QuotaUse

__all__ = [
    "Activity",
    "Claim",
    "Completion",
    "Course",
    "CourseGroup",
    "CourseInstructor",
    "CoursePage",
    "CourseRun",
    "CourseTrainer",
    "CoursesIndexPage",
    "Enrolment",
    "Instructor",
    "LessonPage",
    "Module",
    "ModulePage",
    "Offer",
    "Quota",
    "QuotaUse",
    "Reading",
    "ScheduledActivity",
    "ScheduledModule",
    "Visit",
    "Words",
]
