from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField


class Event(models.Model):
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"])]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.verb}"


class JobState(models.TextChoices):
    QUEUED = "queued", _("waits")
    RUNNING = "running", _("runs")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    """Work as a row. The message that rings for it may be lost; the row is not."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    args = models.JSONField(default=dict)
    queue = models.CharField(max_length=20, default="default")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="job_once")]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)

    def progress(self, done: int, total: int | None = None) -> None:
        self.done = done
        self.total = self.total if total is None else total
        self.save(update_fields=["done", "total"])

    def fail_row(self, row: int, reason: str) -> None:
        self.failures.append({"row": row, "reason": reason})
        self.save(update_fields=["failures"])


class LetterState(models.TextChoices):
    QUEUED = "queued", _("waits")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    BOUNCED = "bounced", _("came back")
    HELD = "held", _("waits for your word")
    DROPPED = "dropped", _("not sent")


class Letter(models.Model):
    """A letter frozen when its verb ran; `key` lets each occasion be written once."""

    key = models.CharField(max_length=300, unique=True)
    purpose = models.CharField(max_length=60)
    to = models.EmailField()
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, blank=True)  # RFC 3463, of a server that did not take it
    failure = models.CharField(max_length=300, blank=True)  # in that server's words
    failed_at = models.DateTimeField(null=True)
    calendar_method = models.CharField(max_length=12, blank=True)
    calendar = models.TextField(blank=True)  # iCalendar, RFC 5545
    held_for = models.CharField(max_length=60, blank=True)  # the work whose letters are let go together (outbox.py)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["purpose"], condition=Q(state__in=["failed", "bounced"]), name="letters_that_did_not_arrive"),
            models.Index(fields=["held_for", "state"], condition=~Q(held_for=""), name="letters_of_a_work"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(calendar_method="", calendar="") | ~Q(calendar_method="") & ~Q(calendar=""), name="calendar_has_a_method"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} → {self.to}"


class LetterWording(models.Model):
    """The words of one kind of letter in one language, editable by the centre."""

    purpose = models.CharField(_("letter"), max_length=60)
    language = models.CharField(_("language"), max_length=12, choices=[("uk", _("Ukrainian")), ("en", _("English"))])
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), help_text=_("Words in double braces are filled in for each person, for example {{ name }}."))
    button = models.CharField(_("button"), max_length=80, blank=True)

    panels = [FieldPanel("purpose"), FieldPanel("language"), FieldPanel("subject"), FieldPanel("body"), FieldPanel("button")]

    class Meta:
        ordering = ["purpose", "language"]
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wording of letters")
        constraints = [models.UniqueConstraint(fields=["purpose", "language"], name="wording_once_per_language")]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.language})"

    def clean(self) -> None:
        from .mail import check_wording

        check_wording(self)


class Link(models.Model):
    """A signed link given to somebody without an account. Only the token's hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    holder = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} → {self.holder}"


class SignatoryBlock(blocks.StructBlock):
    name_uk = blocks.CharBlock(max_length=120, label=_("Name in Ukrainian"))
    name_en = blocks.CharBlock(max_length=120, label=_("Name in English"))
    post_uk = blocks.CharBlock(max_length=160, label=_("Post in Ukrainian"))
    post_en = blocks.CharBlock(max_length=160, label=_("Post in English"))

    class Meta:
        icon = "user"
        label = _("Signatory")


@register_setting(icon="home")
class CentreSettings(BaseGenericSetting):
    """Describes the house; the environment describes the machine."""

    name_uk = models.CharField(_("full name of the centre in Ukrainian"), max_length=250, blank=True)
    name_en = models.CharField(_("full name of the centre in English"), max_length=250, blank=True)
    short_name_uk = models.CharField(_("short name in Ukrainian"), max_length=80, blank=True)
    short_name_en = models.CharField(_("short name in English"), max_length=80, blank=True)
    school_name_uk = models.CharField(_("name of the school in Ukrainian"), max_length=120, default="Школа")
    school_name_en = models.CharField(_("name of the school in English"), max_length=120, default="School")
    footer_uk = models.CharField(_("words in the footer in Ukrainian"), max_length=400, blank=True)
    footer_en = models.CharField(_("words in the footer in English"), max_length=400, blank=True)
    address_uk = models.CharField(_("address in Ukrainian"), max_length=250, blank=True)
    address_en = models.CharField(_("address in English"), max_length=250, blank=True)
    city_uk = models.CharField(_("city in Ukrainian"), max_length=80, blank=True)
    city_en = models.CharField(_("city in English"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    edrpou = models.CharField(_("EDRPOU code"), max_length=10, blank=True)
    logo = models.ForeignKey("wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo"))
    certificate_series = models.CharField(_("series of certificates"), max_length=10, default="С")
    hours_per_credit = models.PositiveIntegerField(_("hours in an ECTS credit"), default=30)
    licence_uk = models.CharField(_("licence or accreditation, in Ukrainian"), max_length=300, blank=True)
    licence_en = models.CharField(_("licence or accreditation, in English"), max_length=300, blank=True)
    qualified_later = models.BooleanField(
        _("keep a place for a qualified signature in the PDF"), default=False,
        help_text=_("For certificates issued from now on. Leave it off if you sign as .p7s or .asice: then nothing at all may be added to the file."),
    )  # fmt: skip
    qualified_verifier = models.URLField(
        _("where a qualified signature is verified"),
        blank=True,
        help_text=_("The address of the state’s own service, shown beside every such signature."),
    )
    needs_kept_days = models.PositiveSmallIntegerField(
        _("days that people’s needs are kept after an internship day"), default=7, validators=[MaxValueValidator(60)]
    )
    applications_kept_months = models.PositiveSmallIntegerField(
        _("months that applications without a place are kept after the day"), default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    signatories = StreamField([("signatory", SignatoryBlock())], blank=True, max_num=3, verbose_name=_("who signs certificates"))

    panels = [
        MultiFieldPanel([FieldPanel("name_uk"), FieldPanel("short_name_uk"), FieldPanel("school_name_uk"), FieldPanel("footer_uk"), FieldPanel("address_uk"), FieldPanel("city_uk")], heading=_("In Ukrainian")),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("short_name_en"), FieldPanel("school_name_en"), FieldPanel("footer_en"), FieldPanel("address_en"), FieldPanel("city_en")], heading=_("In English")),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("edrpou"), FieldPanel("logo")], heading=_("Contacts")),
        MultiFieldPanel([FieldPanel("certificate_series"), FieldPanel("hours_per_credit"), FieldPanel("licence_uk"), FieldPanel("licence_en"), FieldPanel("signatories"), FieldPanel("qualified_later"), FieldPanel("qualified_verifier")], heading=_("Certificates")),
        MultiFieldPanel([FieldPanel("needs_kept_days"), FieldPanel("applications_kept_months")], heading=_("How long personal words are kept")),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("the centre")
