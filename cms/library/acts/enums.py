from django.db import models
from django.utils.translation import gettext_lazy as _


class ActKind(models.TextChoices):
    LAW = "law", _("law")
    CODE = "code", _("code of laws")
    DECREE = "decree", _("decree")
    RESOLUTION = "resolution", _("resolution")
    DISPOSITION = "disposition", _("disposition")
    ORDER = "order", _("order of a ministry")
    DECISION = "decision", _("decision of a council")
    STANDARD = "standard", _("standard")


class Body(models.TextChoices):
    PARLIAMENT = "parliament", _("Verkhovna Rada of Ukraine")
    PRESIDENT = "president", _("President of Ukraine")
    CABINET = "cabinet", _("Cabinet of Ministers of Ukraine")
    MINISTRY = "ministry", _("ministry or other central body")
    LOCAL = "local", _("body of local self-government")
    OTHER = "other", _("other body")


class ActStatus(models.TextChoices):
    IN_FORCE = "in_force", _("in force")
    PARTLY = "partly", _("in force, applied in part")
    NOT_YET = "not_yet", _("not yet in force")
    LAPSED = "lapsed", _("no longer in force")
    UNCHECKED = "unchecked", _("status not checked")


class Level(models.TextChoices):
    PREAMBLE = "preamble", _("preamble")
    PART = "part", _("part")
    CHAPTER = "chapter", _("chapter of an act")
    ARTICLE = "article", _("article")
    POINT = "point", _("point")
    ANNEX = "annex", _("annex")


CITED = (Level.ARTICLE, Level.POINT, Level.ANNEX)  # what has a number and an anchor of its own


class ChangeKind(models.TextChoices):
    EDITION = "edition", _("new edition")
    LAPSED = "lapsed", _("no longer in force")
    STATUS = "status", _("another status")
