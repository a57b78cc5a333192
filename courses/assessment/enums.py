from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one right answer")
    MULTIPLE = "multiple", _("several right answers")


class AttemptState(models.TextChoices):
    OPEN = "open", _("under way")
    SUBMITTED = "submitted", _("handed in")
