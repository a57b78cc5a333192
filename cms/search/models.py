"""The index: what is found, by whom; and what waits to be indexed. The words themselves stand in a table of the database's own kind (`storing`)."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class ThingQuerySet(models.QuerySet):
    def waiting(self) -> ThingQuerySet:
        return self.filter(wanted__gt=F("done"))


class SearchThing(models.Model):
    """An object of a source. `wanted` grows with each change, `done` says up to which it stands in the index."""

    source = models.CharField(max_length=40)
    object = models.CharField(max_length=64)
    wanted = models.PositiveIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    stamp = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    indexed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = ThingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "object"], name="thing_once_in_its_source")]
        indexes = [models.Index(fields=["again_at"], name="thing_waiting", condition=models.Q(wanted__gt=F("done")))]

    def __str__(self) -> str:
        return f"{self.source} {self.object}"


class SearchEntry(models.Model):
    thing = models.ForeignKey(SearchThing, on_delete=models.CASCADE, related_name="entries")
    part = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=30)
    grouped = models.CharField(max_length=120)  # entries of one group are one hit
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    context = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=600)
    year = models.PositiveSmallIntegerField(null=True)
    city = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=60, blank=True, db_index=True)
    topics = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(default=list, blank=True)  # of each line of the text its own address and context

    class Meta:
        verbose_name = _("entry of the search")
        constraints = [models.UniqueConstraint(fields=["thing", "language", "part"], name="entry_once_in_its_thing")]

    def __str__(self) -> str:
        return self.title


class EntryTag(models.Model):
    """Who may find an entry, and where whoever comes by this tag is led."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=80)
    url = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "tag"], name="tag_once_on_an_entry")]

    def __str__(self) -> str:
        return self.tag


class SearchWord(models.Model):
    """The vocabulary of the index, against which slips of a letter are mended."""

    word = models.CharField(max_length=60, primary_key=True)

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """Words that mean one thing, kept by editors."""

    words = models.TextField(
        _("words that mean the same"),
        help_text=_("One on each line, as people write it. For example: е-урядування, електронне урядування, e-governance."),
    )

    panels = [FieldPanel("words")]

    class Meta:
        ordering = ["words"]
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class FileState(models.TextChoices):
    READ = "read", _("read")
    NO_TEXT = "no_text", _("without text: pictures of pages, found by the title alone")
    LOCKED = "locked", _("locked by a password, found by the title alone")
    TOO_LARGE = "too_large", _("too large to be read, found by the title alone")
    TOO_LONG = "too_long", _("not read within its time, found by the title alone")
    DAMAGED = "damaged", _("damaged, found by the title alone")


class FileWords(models.Model):
    """The words of a document's file, by pages, as it was read last."""

    document = models.BigIntegerField(unique=True)
    version = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=FileState)
    pages = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.document}: {self.state}"


class SoughtQuery(models.Model):
    """What is sought, counted by the day, without anybody's name."""

    day = models.DateField()
    language = models.CharField(max_length=12)
    query = models.CharField(_("what was sought"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=0)
    found = models.PositiveIntegerField(_("found last"), default=0)

    class Meta:
        ordering = ["-day", "-times"]
        verbose_name = _("what was sought")
        constraints = [models.UniqueConstraint(fields=["day", "language", "query"], name="sought_once_a_day")]

    def __str__(self) -> str:
        return self.query
