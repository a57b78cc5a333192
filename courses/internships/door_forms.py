"""What the door asks of somebody who comes without an application."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WalkInForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("The certificate and the materials come here."))
    surname = forms.CharField(label=_("Surname"), max_length=80)
    given_name = forms.CharField(label=_("Given name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=250, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
