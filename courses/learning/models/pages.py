"""Pages of the outline: words. What binds people is copied to the records by publish_outline."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.library.models import Topic
from cms.pages.blocks import BodyBlock
from cms.pages.models import BasePage
from cms.pages.shelves import shelf

from ..editing import ActivityForm, CourseForm, ModuleForm, ReportPanel, rule_panel
from ..enums import CLOTHS, CompletionRule, Level
from .outline import Course
from .people import Instructor


class CoursesIndexPage(BasePage):
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["learning.CoursePage"]
    max_count_per_parent = 1
    template = "learning/courses_index_page.html"

    class Meta:
        verbose_name = _("catalogue of courses")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..catalogue import catalogue

        context = super().get_context(request, *args, **kwargs)
        context.update(catalogue(request.GET, self.locale.language_code))
        return context


class CoursePage(BasePage):
    audience = models.TextField(_("whom it is for"), blank=True)
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(max_length=200, label=_("You will be able to")))],
        blank=True,
        verbose_name=_("what people will be able to do"),
        help_text=_("Begin with a verb. For example: write a request that has to be answered."),
    )
    about = RichTextField(_("how learning goes"), blank=True, features=["h3", "bold", "ol", "ul", "link"])
    certificate_note = models.TextField(_("what the certificate states"), blank=True)
    in_catalogue = models.BooleanField(
        _("show in the catalogue"), default=True, help_text=_("Clear the mark for a course people come to from elsewhere, not by choosing it.")
    )
    cloth = models.CharField(_("cloth of the cover"), max_length=20, choices=CLOTHS, blank=True)
    hours = models.DecimalField(
        _("academic hours"), max_digits=6, decimal_places=1, default=2, validators=[MinValueValidator(0.5)],
        help_text=_("An academic hour is 45 minutes."),
    )  # fmt: skip
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.BASIC)
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    prerequisites = ParentalManyToManyField(
        Course, blank=True, verbose_name=_("courses to finish first"), related_name="+",
    )  # fmt: skip

    base_form_class = CourseForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("audience", help_text=_("For example: for journalists and students; no preparation is needed.")),
                FieldPanel("outcomes"),
                FieldPanel("about", help_text=_("For example: six lessons of half an hour at your own pace, then a test.")),
                FieldPanel("certificate_note", help_text=_("For example: 18 academic hours and the result of the test.")),
            ],
            heading=_("What people read before enrolling"),
        ),
        InlinePanel(
            "instructors", label=_("trainer"), heading=_("Trainers"), help_text=_("Cards of the people who teach, in the order they should stand.")
        ),
        FieldPanel("in_catalogue"),
        FieldPanel("cloth", help_text=_("The pattern is drawn by itself. Choose a cloth if two covers side by side look alike.")),
        rule_panel(
            [
                "hours",
                "level",
                FieldPanel("topics", help_text=_("By these people narrow the catalogue.")),
                FieldPanel("prerequisites", help_text=_("Without them nobody can enrol in this course.")),
            ],
            _("Rules"),
        ),
        ReportPanel(heading=_("Report")),
    ]
    parent_page_types = ["learning.CoursesIndexPage"]
    subpage_types = ["learning.ModulePage"]
    admin_default_ordering = "ord"  # modules stand in the editor as learners meet them
    search_fields = [*BasePage.search_fields, index.SearchField("about"), index.SearchField("audience")]
    template = "learning/course_page.html"

    class Meta:
        verbose_name = _("course")

    @staticmethod
    def record_of(key: object) -> Course | None:
        return Course.objects.filter(key=key).first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..presenting import course_facts

        context = super().get_context(request, *args, **kwargs)
        context.update(course_facts(self))
        context["shelves"] = shelf.gather("course", self, self.locale.language_code)
        return context


class CourseInstructor(Orderable):
    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="instructors")
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+", verbose_name=_("trainer"))

    panels = [FieldPanel("instructor")]


class ModulePage(BasePage):
    release_after_days = models.PositiveIntegerField(
        _("opens N days after enrolment"), null=True, blank=True, help_text=_("Leave empty: open at once. A run may set its own date.")
    )

    base_form_class = ModuleForm
    content_panels = [*BasePage.content_panels, rule_panel(["release_after_days"], _("Rules"))]
    parent_page_types = ["learning.CoursePage"]
    admin_default_ordering = "ord"
    template = "learning/module_page.html"

    class Meta:
        verbose_name = _("module")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["course_page"] = self.get_parent().specific
        context["steps"] = self.get_children().live()
        return context


class ActivityPage(BasePage):
    """A step of a module. Every kind of activity is a page of its own class, known to kinds.py."""

    minutes = models.PositiveIntegerField(_("minutes it takes"), default=10, validators=[MinValueValidator(1)])
    required = models.BooleanField(_("required for the certificate"), default=True)
    completion = models.CharField(_("counts as done"), max_length=20, choices=CompletionRule, default=CompletionRule.MARKED)
    min_minutes = models.PositiveIntegerField(_("minutes the page must stay open"), null=True, blank=True)

    kind: ClassVar[str]
    base_form_class = ActivityForm
    parent_page_types = ["learning.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["module_page"] = self.get_parent()
        context["course_page"] = context["module_page"].get_parent()
        return context


class LessonPage(ActivityPage):
    free_preview = models.BooleanField(_("free preview"), default=False, help_text=_("Everyone may read it without enrolling."))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("lesson"))

    kind = "lesson"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body", help_text=_("Press the plus and choose: text, a picture, steps, a video, a question to check oneself.")),
        FieldPanel("free_preview"),
        rule_panel(
            [
                FieldPanel("minutes", help_text=_("People see it before they begin. For example: 20.")),
                FieldPanel("required", help_text=_("Clear the mark for extra reading: the certificate does not wait for it.")),
                "completion",
                FieldPanel("min_minutes", help_text=_("Only where time on the page counts. For example: 5.")),
            ],
            _("Rules"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "learning/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("As a learner sees it")), ("public", _("Public address"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "learning/lesson_page.html" if mode_name == "public" else "learning/lesson_preview.html"
