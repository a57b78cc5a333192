from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from .outline import Course


class Instructor(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """How a trainer is presented; may stand without an account."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="presented_as", verbose_name=_("account")
    )
    name_uk = models.CharField(_("name in Ukrainian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    post_uk = models.CharField(_("post in Ukrainian"), max_length=200, blank=True)
    post_en = models.CharField(_("post in English"), max_length=200, blank=True)
    bio_uk = models.TextField(_("about in Ukrainian"), blank=True)
    bio_en = models.TextField(_("about in English"), blank=True)
    portrait = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name_uk", heading=_("Name and surname in Ukrainian")), FieldPanel("post_uk"), FieldPanel("bio_uk")],
            heading=_("In Ukrainian"),
        ),
        MultiFieldPanel(
            [FieldPanel("name_en", heading=_("Name and surname in English")), FieldPanel("post_en"), FieldPanel("bio_en")], heading=_("In English")
        ),
        FieldPanel("portrait"),
        FieldPanel("user", help_text=_("Leave empty if the trainer does not sign in here.")),
    ]

    class Meta:
        ordering = ["name_uk"]
        verbose_name = _("trainer's card")
        verbose_name_plural = _("trainers' cards")

    def __str__(self) -> str:
        return self.name_uk

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "learning/instructor_preview.html"


class CourseTrainer(models.Model):
    """The only source of `teaches(user, course)`; written by appoint_trainer and dismiss_trainer together with the group."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teaching")
    appointed_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], condition=Q(dismissed_at=None), name="appointed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.course_id}"


class CourseGroup(models.Model):
    """The Wagtail group that may change and publish one course's pages."""

    course_key = models.UUIDField(unique=True)
    group = models.OneToOneField(Group, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return str(self.group)
