"""The editor's forms: a template is refused in words before anybody gets a sheet that cannot be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from ..enums import FACTS, OWN
from ..models import CertificateTemplate, Picture
from . import pictures
from .colours import check_colour, check_colours
from .measuring import overflow_of, own_problem
from .own.reading import check_css, check_html
from .texts import FIELDS, check_text

TEXT_FIELDS = [f"{name}_{language}" for name in FIELDS for language in ("uk", "en")]


class TemplateForm(WagtailAdminModelForm):
    """`measures` is set by the views that save. The live preview shows what will not be taken, and asks too often for a layout."""

    measures = False
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("What is told of the learning"),
        choices=FACTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For a teacher’s and a civil servant’s record the hours or credits and the learning results must stand."),
    )

    def clean_paper(self) -> str:
        return check_colour(self.cleaned_data["paper"])

    def clean_accent(self) -> str:
        return check_colour(self.cleaned_data["accent"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._check_texts(data)
        if data.get("design") == OWN and not data.get("sheet"):
            self.add_error("sheet", _("Choose the designer’s sheet."))
        if self.measures and data.get("paper") and data.get("accent"):
            try:
                check_colours(data["paper"], data["accent"])
            except ValidationError as problem:
                self.add_error(None, problem)
        self._check_logos(data)
        return data

    def _check_texts(self, data: dict[str, Any]) -> None:
        for name in TEXT_FIELDS:
            try:
                check_text(data.get(name) or "")
            except ValidationError as problem:
                self.add_error(name, problem)
        if bool(data.get("note_uk")) != bool(data.get("note_en")):
            self.add_error("note_en" if data.get("note_uk") else "note_uk", _("Write this line in both languages, or in none."))

    def _check_logos(self, data: dict[str, Any]) -> None:
        for row in data.get("logos") or []:
            try:
                pictures.logo_of(row.value["picture"])
            except ValidationError as problem:
                self.add_error("logos", ValidationError([f"«{row.value['name_uk']}»: {words}" for words in problem.messages]))
            except OSError:
                self.add_error("logos", _("The file of the logo «%(name)s» is lost. Choose another picture.") % {"name": row.value["name_uk"]})

    def _post_clean(self) -> None:
        """After the words stand on the template: only then can the sheet be laid out."""
        super()._post_clean()
        if self.measures and not self.errors and (problem := overflow_of(self.instance)):
            self.add_error(None, problem)


def _lines(typed: str) -> str:
    """A browser ends a line by two signs; a sheet takes the second alone."""
    return typed.replace("\r\n", "\n")


class SheetForm(WagtailAdminModelForm):
    """What was typed is kept in the fields, with every line that is not taken. The live preview shows the sheet without those."""

    measures = False

    def clean_html(self) -> str:
        text = _lines(self.cleaned_data["html"])
        if self.measures:
            check_html(text)
        return text

    def clean_css(self) -> str:
        text = _lines(self.cleaned_data["css"])
        if self.measures:
            check_css(text)
        return text

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.measures and not self.errors and (problem := self._seen()):
            self.add_error(None, problem)

    def _seen(self) -> str:
        """Under the words of a new template, and of all that use it."""
        own = CertificateTemplate(design=OWN, sheet=self.instance)
        used = list(self.instance.templates.filter(design=OWN)) if self.instance.pk else []
        for template in (own, *used):
            template.sheet = self.instance
            if problem := own_problem(template):
                return f"«{template.name}»: {problem}" if template.pk else problem
        return ""


class SignatureForm(WagtailAdminModelForm):
    upload = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("PNG, JPG or SVG. White paper behind the ink becomes transparent. Only the sheets show it, it has no address."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg,.webp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = self.instance.pk is None

    def clean_upload(self) -> pictures.Made | None:
        upload = self.cleaned_data.get("upload")
        if upload is None:
            return None
        if upload.size > pictures.LARGEST:
            raise ValidationError(_("The picture is larger than %(n)d MB.") % {"n": pictures.LARGEST // (1024 * 1024)})
        return pictures.signature(upload.read())

    def save(self, commit: bool = True) -> Any:
        if made := self.cleaned_data.get("upload"):
            self.instance.picture = Picture.objects.keep(*made)
        return super().save(commit=commit)
