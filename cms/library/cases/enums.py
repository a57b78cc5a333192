from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    WORKED = "worked", _("worked")
    PARTLY = "partly", _("partly worked")
    FAILED = "failed", _("did not work")


class Instrument(TextChoices):
    """What a city did it with."""

    PETITION = "petition", _("electronic petition")
    APPEALS = "appeals", _("appeals and hotline")
    CONSULTATION = "consultation", _("electronic consultation")
    BUDGET = "budget", _("participatory budget")
    OPEN_DATA = "open-data", _("open data")
    QUEUE = "queue", _("electronic queue")
    SERVICES = "services", _("electronic services")
    CENTRE = "centre", _("service centre (TsNAP)")
    DOCUMENTS = "documents", _("electronic document flow")
    REGISTER = "register", _("register or database")
    MAP = "map", _("map and geoportal")
    BROADCAST = "broadcast", _("broadcasts and open sessions")
    APP = "app", _("mobile application or chatbot")
    OTHER = "other", _("something else")


class Currency(TextChoices):
    UAH = "UAH", _("UAH")
    EUR = "EUR", _("EUR")
    USD = "USD", _("USD")


class Submitted(TextChoices):
    """Where a case sent by a city is on its way to being published."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("waits for the editor")
    ASKED = "asked", _("a question to the author")
    ACCEPTED = "accepted", _("a page is being prepared")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("declined")
