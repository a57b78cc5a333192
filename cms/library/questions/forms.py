"""What a reader writes, and what an editor writes in answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.foundation.alphabet import by_alphabet
from school.foundation.centre import words

from ..models import ReaderQuestion, Topic
from .answering import SHOWN

LONGEST = 3000


class TopicField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Topic) -> str:
        return words(obj, "name")


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One thing at a time. Please leave out what concerns only you: numbers of documents, diagnoses, names of others."),
    )  # fmt: skip
    topic = TopicField(label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("I do not know"))
    name = forms.CharField(label=_("How to address you"), max_length=120, required=False, help_text=_("May be left empty. It is never published."))
    email = forms.EmailField(
        label=_("E-mail for the answer"), max_length=254, help_text=_("We write to it to confirm, and then the answer. It is never published.")
    )
    may_publish = forms.BooleanField(
        label=_("I agree that the question and the answer be published without my name, so that others find them"), required=False
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))  # people do not see it

    def __init__(self, *args: Any, user: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = self.fields["topic"]
        assert isinstance(topics, forms.ModelChoiceField)
        topics.queryset = Topic.objects.order_by(*by_alphabet(f"name_{language}"))
        if user.is_authenticated:
            del self.fields["email"]

    @property
    def is_filled_by_a_machine(self) -> bool:
        return bool(self.data.get("website", "").strip())


class AnswerForm(forms.ModelForm):
    class Meta:
        model = ReaderQuestion
        fields = SHOWN
        widgets = {name: forms.Textarea(attrs={"rows": 8 if name.startswith("answer") else 4}) for name in SHOWN if not name.startswith("title")}
