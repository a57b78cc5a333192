"""Slides of a recording: a deck a language, its pages as pictures, and when each is shown."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .records import Webinar
from .words import LANGUAGES


class DeckState(models.TextChoices):
    WAITING = "waiting", _("pictures are being made")
    READY = "ready", _("ready")
    REFUSED = "refused", _("not taken")


def deck_name(deck: Deck, filename: str) -> str:
    return f"webinars/{deck.webinar.code}/decks/{filename}"


def slide_name(slide: Slide, filename: str) -> str:
    return f"webinars/{slide.webinar.code}/decks/{slide.deck_id}/{filename}"


class DeckQuerySet(models.QuerySet):
    def ready(self) -> DeckQuerySet:
        return self.filter(state=DeckState.READY)


class Deck(models.Model):
    """An uploaded PDF. The newest that is ready is shown; earlier ones stay as they were."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="decks")
    language = models.CharField(max_length=12, choices=LANGUAGES)
    file = models.FileField(upload_to=deck_name, max_length=200)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=DeckState.choices, default=DeckState.WAITING)
    problem = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DeckQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.webinar_id} {self.language}: {self.pk}"


class Slide(models.Model):
    """A page of a deck as a picture; `text` is what it says, for whoever does not see it."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="slides")
    deck = models.ForeignKey(Deck, on_delete=models.PROTECT, related_name="slides")
    number = models.PositiveIntegerField()
    picture = models.FileField(upload_to=slide_name, max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["deck", "number"], name="slide_number_once_in_a_deck")]

    def __str__(self) -> str:
        return f"{self.deck_id}: {self.number}"


class SlideChange(models.Model):
    """From this second on this slide is shown; a slide may come back."""

    deck = models.ForeignKey(Deck, on_delete=models.CASCADE, related_name="changes")
    at_seconds = models.PositiveIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["at_seconds"]
        constraints = [models.UniqueConstraint(fields=["deck", "at_seconds"], name="one_slide_at_a_second")]

    def __str__(self) -> str:
        return f"{self.at_seconds}: {self.number}"
