"""States and kinds, each with its words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayState(models.TextChoices):
    """A pure function of the day's dates, its publishing and its cancellation."""

    DRAFT = "draft", _("not shown yet")
    OPEN = "open", _("applications open")
    CLOSED = "closed", _("applications closed")
    UNDERWAY = "underway", _("under way")
    PAST = "past", _("past")
    CANCELLED = "cancelled", _("cancelled")


class DayKind(models.TextChoices):
    INTERNSHIP = "internship", _("internship")
    CONFERENCE = "conference", _("conference")
    SEMINAR = "seminar", _("seminar")


class SlotKind(models.TextChoices):
    THEORY = "theory", _("theory")
    PRACTICE = "practice", _("practice")
    BREAK = "break", _("break")
    TRANSFER = "transfer", _("transfer")


class ApplicationState(models.TextChoices):
    APPLIED = "applied", _("waits for a decision")
    ACCEPTED = "accepted", _("accepted")
    WAITING = "waiting", _("on the waiting list")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ApprovalState(models.TextChoices):
    """What the superior has said. «Expired» is never stored: it follows from the clock."""

    ASKED = "asked", _("the superior has not answered yet")
    APPROVED = "approved", _("approved by the superior")
    DECLINED = "declined", _("declined by the superior")
    EXPIRED = "expired", _("the superior did not answer in time")
    REPLACED = "replaced", _("replaced by a newer request")


class GroupPolicy(models.TextChoices):
    ALL_OR_NONE = "all_or_none", _("all together or nobody")
    AS_THEY_COME = "as_places_come", _("one by one, as places come free")


class ReservationState(models.TextChoices):
    ASKED = "asked", _("waits for a decision")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    RELEASED = "released", _("given back")


class OpenFrom(models.TextChoices):
    """From when a material of the day is open."""

    AT_ONCE = "at_once", _("at once: to whoever has a place")
    AFTER = "after", _("after the day: to whoever was there")


class Source(models.TextChoices):
    """How an arrival became known."""

    PASS = "pass", _("by the pass")
    NAME = "name", _("found by name")
    WALK_IN = "walk_in", _("came without an application")
    PAPER = "paper", _("from the paper list")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("to come")
    UNDERWAY = "underway", _("under way")
    OVER = "over", _("over, to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    CANCELLED = "cancelled", _("cancelled")


class MarkSource(models.TextChoices):
    """How presence at a meeting became known."""

    LIST = "list", _("marked on the list")
    NOBODY = "nobody", _("nobody marked: counted as absent")
    CORRECTION = "correction", _("corrected")


class Direction(models.TextChoices):
    IN = "in", _("arrived")
    OUT = "out", _("left")


VERBS = {
    "apply": _("applied"),
    "accept": _("accepted"),
    "wait": _("put on the waiting list"),
    "promote": _("given a place from the waiting list"),
    "decline": _("declined"),
    "withdraw": _("withdrawn"),
    "ask_superior": _("asked the superior for approval"),
    "remind_superior": _("the superior was reminded"),
    "approve_as_superior": _("approved by the superior"),
    "decline_as_superior": _("declined by the superior"),
    "confirm": _("confirmed the place"),
    "lapse": _("did not confirm in time: the place went on"),
    "reserve": _("seats asked for"),
    "approve_reservation": _("seats approved"),
    "decline_reservation": _("seats declined"),
    "release_seats": _("seats given back"),
    "name_person": _("named by the organisation"),
    "take_back_name": _("the organisation sends somebody else"),
    "announce": _("announced"),
    "copy": _("copied from another day"),
    "record_past_day": _("entered for the archive"),
    "change": _("changed"),
    "resize": _("number of places changed"),
    "move": _("moved"),
    "cancel": _("cancelled"),
    "arrive": _("came"),
    "leave": _("left"),
    "correct_presence": _("presence corrected"),
    "confirm_attendance": _("presence confirmed"),
    "absent": _("did not come"),
    "propose_rotation": _("rotation proposed"),
    "arrange_groups": _("groups arranged"),
    "publish_schedule": _("schedule published"),
    "make_pack": _("paper pack made"),
    "forget_pack": _("paper pack erased"),
    "settle": _("results confirmed"),
    "plan_meeting": _("planned"),
    "mark_present": _("marked as present"),
    "mark_absent": _("marked as absent"),
    "correct_meeting_presence": _("presence corrected"),
    "confirm_presence": _("presence confirmed"),
    "settle_meeting": _("presence confirmed"),
    "forget_needs": _("needs erased"),
    "forget_unaccepted": _("words of applications without a place erased"),
}
