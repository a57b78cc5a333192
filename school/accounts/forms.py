from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.foundation.centre import words
from school.foundation.files import UnsafeFile

from .enums import Category
from .models import City, ConsentText, Organisation, Profile, User
from .names import LONGEST, is_latin, tidy_name
from .organisations import find_organisation
from .portraits import portrait_from, remove_portrait, set_portrait
from .profiles import save_profile


class NameField(forms.CharField):
    """A part of a person's name, as it will be printed."""

    def to_python(self, value: Any) -> str:
        return tidy_name(super().to_python(value) or "")


def validate_latin(text: str) -> None:
    if not is_latin(text):
        raise ValidationError(_("Only Latin letters, as in a passport for travel abroad. For example: Olena."))


LATIN = validate_latin


class LatinField(NameField):
    default_validators = [validate_latin]


class CityField(forms.ModelChoiceField):
    """Two cities of one name show their oblast."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=City.objects.all(), **kwargs)

    def label_from_instance(self, city: City) -> str:
        if not hasattr(self, "_twins"):
            names = list(City.objects.values_list("name_uk", flat=True))
            self._twins = {name for name in names if names.count(name) > 1}
        return f"{city}, {words(city, 'oblast')}" if city.name_uk in self._twins else str(city)


def _text(complete: str, **attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": complete, **attrs})


class ProfileForm(forms.Form):
    surname = NameField(label=_("Surname"), widget=_text("family-name", dir="auto"))
    given_name = NameField(label=_("Given name"), widget=_text("given-name", dir="auto"))
    patronymic = NameField(
        label=_("Patronymic"),
        required=False,
        help_text=_("If you have one. It stands on the certificate."),
        widget=_text("additional-name", dir="auto"),
    )
    surname_latin = LatinField(label=_("Surname in Latin letters"), required=False, max_length=2 * LONGEST, widget=_text("off", lang="en"))
    given_name_latin = LatinField(label=_("Given name in Latin letters"), required=False, max_length=2 * LONGEST, widget=_text("off", lang="en"))
    category = forms.ChoiceField(label=_("Who you are"), choices=Category.choices, widget=forms.RadioSelect)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=250, required=False,
        help_text=_("Start typing its name or EDRPOU code and choose. If it is not in the list, write the full name and we will add it."),
        widget=_text("organization", list="organisations", dir="auto"),
    )  # fmt: skip
    position = forms.CharField(label=_("Position"), max_length=200, required=False, widget=_text("organization-title", dir="auto"))
    city = CityField(
        label=_("City"), empty_label=_("Choose a city"), help_text=_("Where you live or work now. If it is not in the list, choose the nearest one.")
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("For your badge on an internship day, and for those who meet you at the door. Only you and the coordinators see it. JPEG, PNG or WebP."),
    )  # fmt: skip
    remove_photo = forms.BooleanField(label=_("Remove the photo"), required=False)
    consent = forms.BooleanField(label=_("I have read this and agree to the processing of my personal data"), required=False)

    def __init__(self, *args: Any, user: User, consent_text: ConsentText | None, **kwargs: Any) -> None:
        self.user, self.consent_text = user, consent_text
        profile = Profile.objects.select_related("organisation").filter(user=user).first()
        kwargs.setdefault("initial", _initial(user, profile))
        super().__init__(*args, **kwargs)
        self.photo_of = user if profile and profile.photo else None
        if self.photo_of is None:
            del self.fields["remove_photo"]
        self.agreed = consent_text is None or user.consents.filter(text=consent_text, withdrawn_at=None).exists()
        if self.agreed:
            del self.fields["consent"]

    def clean_consent(self) -> bool:
        if not self.cleaned_data["consent"]:
            raise ValidationError(_("Without your consent the school cannot enrol you or write a certificate."))
        return True

    def clean_photo(self) -> bytes | None:
        """By its content, whatever it is called; the picture that will be kept."""
        upload = self.cleaned_data["photo"]
        try:
            return portrait_from(upload) if upload else None
        except UnsafeFile as problem:
            raise ValidationError(_("The photo was not taken. %(why)s The rest is as you typed it."), params={"why": problem}) from problem

    def clean_organisation(self) -> str:
        text = " ".join(self.cleaned_data["organisation"].split())
        if text.isdigit() and not Organisation.objects.live().filter(edrpou=text).exists():
            raise ValidationError(
                _("There is no organisation with the code %(code)s in our list yet. Write its full name, and we will add it."), params={"code": text}
            )
        return text

    def save(self) -> Profile:
        data = dict(self.cleaned_data)
        consent = self.consent_text if data.pop("consent", False) else None
        language = data.pop("language")
        if language != self.user.language:
            User.objects.filter(pk=self.user.pk).update(language=language)
            self.user.language = language
        data["organisation"] = self._organisation(data["organisation"], data["city"])
        picture, remove = data.pop("photo"), data.pop("remove_photo", False)
        profile = save_profile(user=self.user, data=data, actor=self.user, consent_text=consent)
        if picture:
            set_portrait(user=self.user, picture=picture, actor=self.user)
        elif remove:
            remove_portrait(user=self.user, actor=self.user)
        return profile

    def _organisation(self, text: str, city: City) -> Organisation | None:
        if not text:
            return None
        return find_organisation(name=text, edrpou=text if text.isdigit() else "", city=city, actor=self.user)


def _initial(user: User, profile: Profile | None) -> dict[str, Any]:
    if profile is None:
        return {"language": user.language}
    names = ("surname", "given_name", "patronymic", "surname_latin", "given_name_latin", "category", "position", "city")
    shown = {name: getattr(profile, name) for name in names}
    return shown | {"language": user.language, "organisation": profile.organisation.name if profile.organisation else ""}


class EraseForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    sure = forms.BooleanField(label=_("I understand that this cannot be undone"), error_messages={"required": _("Tick this to go on.")})

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]


class EraseOtherForm(forms.Form):
    """For an administrator, on somebody's written request."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("For example: asked in a letter of 3 November. It stays in history, so write no names here.")
    )
