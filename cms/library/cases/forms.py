"""What a city fills in. A draft may lack anything; what is too long or no number is said, and the rest is kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from school.accounts.cities import oblast_name, oblasts
from school.accounts.forms import CityField
from school.foundation.calendar import kyiv_day

from ..models import CaseSubmission
from ..models.cases import EARLIEST
from ..models.submissions import LONGEST
from .drafting import FIELDS
from .enums import Currency, Instrument, Outcome
from .submitting import NEEDED

ROWS = 5
PARTS = (
    ("about", ("title", "organisation", "city", "city_other", "oblast", "year", "instrument", "outcome")),
    ("story", ("problem", "done", "otherwise")),
    ("numbers", ()),
    ("cost", ("cost_amount", "cost_currency", "cost_note", "months", "time_note")),
    ("contact", ("contact_role", "contact_email")),
)


class NumberField(forms.DecimalField):
    """As people type it: a comma or a point, thousands apart or not."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a number. For example: 12.5.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_digits=14, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace("−", "-")
        return super().to_python(value)


class TextField(forms.CharField):
    """A long text: too long, it comes back whole with what is wrong; the browser cuts nothing off silently."""

    def __init__(self, *, rows: int, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class CaseForm(forms.Form):
    use_required_attribute = False

    title = forms.CharField(
        label=_("What it is about"), max_length=200, required=False,
        help_text=_("In one line, so that another city understands. For example: how we shortened the queue in the service centre."),
    )  # fmt: skip
    organisation = forms.CharField(
        label=_("Who sends it"), max_length=250, required=False, help_text=_("We will thank it on the page. For example: Khmilnyk City Council.")
    )
    city = CityField(label=_("City"), required=False, empty_label=_("Choose a city"))
    city_other = forms.CharField(label=_("If it is not in the list: its name"), max_length=80, required=False)
    oblast = forms.ChoiceField(label=_("and its oblast"), required=False)
    year = forms.IntegerField(label=_("Year of the result"), required=False, min_value=EARLIEST)
    instrument = forms.ChoiceField(label=_("Instrument"), required=False, choices=[("", _("Choose an instrument")), *Instrument.choices])
    outcome = forms.ChoiceField(
        label=_("How it went"), required=False, choices=Outcome.choices, widget=forms.RadioSelect,
        help_text=_("What did not work is worth the same to others: nobody has to pay for it twice."),
    )  # fmt: skip
    problem = TextField(label=_("The problem"), rows=5, help_text=_("What was wrong and for whom, with a number if there is one."))
    done = TextField(label=_("What you did"), rows=8, help_text=_("Step by step: who, what, with which programme, by which decision."))
    otherwise = TextField(label=_("What you would do otherwise"), rows=5, help_text=_("The most useful lines for those who come after you."))
    cost_amount = NumberField(label=_("How much it cost"), min_value=Decimal(0), help_text=_("All of it together. 0 if no money was spent."))
    cost_currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, required=False)
    cost_note = forms.CharField(label=_("What it consists of"), max_length=300, required=False)
    months = forms.IntegerField(label=_("How many months it took"), required=False, min_value=1, max_value=240)
    time_note = forms.CharField(label=_("What the time went on"), max_length=300, required=False)
    contact_role = forms.CharField(
        label=_("Office and position"), max_length=200, required=False, help_text=_("No names: people change. For example: IT department, head.")
    )
    contact_email = forms.EmailField(
        label=_("Mail of the office"), required=False, help_text=_("It will stand on the page. Not somebody’s private address.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oblast"].choices = [("", _("Choose an oblast")), *((code, oblast_name(code)) for code in oblasts())]  # type: ignore[attr-defined]

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year > kyiv_day(timezone.now()).year:
            raise forms.ValidationError(_("This year has not come yet."))
        return year

    def clean_cost_currency(self) -> str:
        return self.cleaned_data["cost_currency"] or Currency.UAH


class ResultForm(forms.Form):
    use_required_attribute = False

    indicator = forms.CharField(label=_("What was measured"), max_length=160, required=False)
    before = NumberField(label=_("Before"))
    after = NumberField(label=_("After"))
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        numbers = data.get("before") is not None or data.get("after") is not None
        if numbers and not data.get("indicator") and "indicator" not in self.errors:
            self.add_error("indicator", _("Say what was measured."))
        if data.get("indicator") and not numbers and not self.errors:
            self.add_error("after", _("Write at least one of the two numbers."))
        return data

    def row(self) -> dict[str, str] | None:
        data = self.cleaned_data
        if self.errors or not data.get("indicator"):
            return None
        numbers = {name: str(data[name]) if data[name] is not None else "" for name in ("before", "after")}
        return {"indicator": data["indicator"], "unit": data["unit"], **numbers}


class Told:
    """The form with its rows of numbers, filled from the draft or from what was sent."""

    def __init__(self, submission: CaseSubmission, data: Any = None) -> None:
        initial = {name: getattr(submission, name) for name in FIELDS if name != "results"}
        self.form = CaseForm(data, initial=initial)
        rows = [*submission.results, *[{}] * ROWS][:ROWS]
        self.rows = [ResultForm(data, prefix=f"result-{number}", initial=row) for number, row in enumerate(rows)]

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.rows]
        if not all(rows) and self.form.is_valid():
            self.form.add_error(None, _("Look at the numbers in part 3."))
        return self.form.is_valid() and all(rows)

    @property
    def taken(self) -> dict[str, Any]:
        """What can be kept, though something else was refused. Numbers are kept together or not at all."""
        data = {name: self.form.cleaned_data[name] for name in FIELDS if name in self.form.cleaned_data}
        if all(not row.errors for row in self.rows):
            data["results"] = [kept for row in self.rows if (kept := row.row()) is not None]
        return data

    @property
    def parts(self) -> dict[str, list[Any]]:
        """As shown: what an editor needs in the end is not called optional, though a draft may lack it; nor are the cells of the table."""
        for name in ("city" if needed == "city_name" else needed for needed in NEEDED):
            self.form.fields[name].required = True
        for row in self.rows:
            for cell in row.fields.values():
                cell.required = True
        return {name: [self.form[field] for field in fields] for name, fields in PARTS}


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail at work"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a link to it: by the link you write, save and come back. No password is needed."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    use_required_attribute = False
    text = TextField(label=_("Your answer"), rows=5, required=True)
