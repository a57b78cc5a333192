"""States of what is announced."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegistrationState(TextChoices):
    REGISTERED = "registered", _("registered")
    WAITING = "waiting", _("waiting list")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AnnouncedState(TextChoices):
    """A function of the clock, the places and of whether somebody cancelled; never stored."""

    NONE = "none", _("nobody registers")
    SOON = "soon", _("registration is not open yet")
    OPEN = "open", _("registration is open")
    FULL = "full", _("full, there is a waiting list")
    CLOSED = "closed", _("registration is closed")
    OVER = "over", _("held")
    CANCELLED = "cancelled", _("cancelled")


class QuestionState(TextChoices):
    SHOWN = "shown", _("shown")
    MERGED = "merged", _("joined with another")
    HIDDEN = "hidden", _("hidden")
    TAKEN_BACK = "taken_back", _("taken back")
