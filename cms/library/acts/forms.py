"""An edition on its way in: the file, then its text with what is said of the edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import EditionDraft
from .reading_files import UnreadableAct, lines_of
from .structure import recognise, understand


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("DOCX or HTML, up to 10 MB. Parts, chapters and articles are recognised; you put right what was not."),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            self.text = recognise(lines_of(upload))
        except UnreadableAct as problem:
            raise forms.ValidationError(str(problem)) from problem
        return upload


class DraftForm(forms.ModelForm):
    class Meta:
        model = EditionDraft
        fields = ("dated", "title", "source", "note_uk", "note_en", "text")
        help_texts = {
            "dated": _("Leave empty if you have not seen the date."),
            "title": _("Leave empty if it is the title that the act has now."),
            "source": _("Readers see it. For example: the official portal, 22.02.2026."),
            "note_uk": _("In one sentence, for readers. For example: Law No. 2801-IX gave it a new title."),
            "text": _(
                "«# Розділ I. …», «## Глава 1. …», «### Стаття 10-1. …» are headings; «> …» is our summary, «>en …» the same in English; every other line is a paragraph of the act."
            ),
        }
        widgets = {
            "dated": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "text": forms.Textarea(attrs={"rows": 30, "class": "acts-text", "spellcheck": "false"}),
        }

    def clean_text(self) -> str:
        return "\n".join(self.cleaned_data["text"].replace("\x00", "").split("\r\n"))

    def understood(self) -> Any:
        return understand(self.instance.text)


class WordForm(forms.Form):
    word = forms.CharField(label=_("What you found"), max_length=500, widget=forms.TextInput())
