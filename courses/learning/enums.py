from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    BASIC = "basic", _("for beginners")
    INTERMEDIATE = "intermediate", _("for those who know the basics")
    ADVANCED = "advanced", _("for professionals")


class CompletionRule(models.TextChoices):
    VIEWED = "viewed", _("by opening the page")
    TIMED = "timed", _("by time on the page")
    MARKED = "marked", _("by pressing «Done»")
    PASSED = "passed", _("by passing the test")
    ATTENDED = "attended", _("by being there")
    WATCHED = "watched", _("by watching the webinar")


NOT_BY_ONESELF = (CompletionRule.PASSED, CompletionRule.ATTENDED, CompletionRule.WATCHED)  # «Done» is not pressed: the school knows


class EnrolmentMode(models.TextChoices):
    OPEN = "open", _("open to everyone")
    APPROVAL = "approval", _("by approval")
    KEY = "key", _("with a key")
    INVITATION = "invitation", _("by invitation")


class RunState(models.TextChoices):
    """A pure function of the run's four dates and its cancellation."""

    PLANNED = "planned", _("enrolment not open yet")
    ENROLLING = "enrolling", _("enrolment open")
    CLOSED = "closed", _("enrolment closed, learning not begun")
    RUNNING = "running", _("learning under way")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


class EnrolmentState(models.TextChoices):
    REQUESTED = "requested", _("waits for approval")
    WAITING = "waiting", _("on the waiting list")
    ACTIVE = "active", _("enrolled")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ClaimState(models.TextChoices):
    GIVEN = "given", _("has a place")
    WAITING = "waiting", _("waits")
    RELEASED = "released", _("released")


class QuotaKind(models.TextChoices):
    LIMIT = "limit", _("at most")
    KEPT = "kept", _("kept")


class Source(models.TextChoices):
    SELF = "self", _("by oneself")
    LIST = "list", _("from a list")
    INVITATION = "invitation", _("by invitation")
    STAFF = "staff", _("by the centre")


CLOTHS = [
    ("полотно", _("linen")),
    ("чорнозем", _("black earth")),
    ("синька", _("washing blue")),
    ("вишня", _("cherry")),
    ("мед", _("honey")),
    ("барвінок", _("periwinkle")),
]
