"""What a city told, line by line, as it is read by its author and by the editor."""

from __future__ import annotations

from school.accounts.cities import oblast_name, oblast_of

from ..models import CaseSubmission
from .costs import cost_words
from .forms import CaseForm
from .presenting import result_words, time_words


def told_lines(submission: CaseSubmission) -> list[tuple[str, str]]:
    """Labels of the form with what stands in it; empty ones are left out."""
    said = {
        "title": submission.title,
        "organisation": submission.organisation,
        "city": submission.city_name,
        "oblast": oblast_name(oblast_of(submission.city) or submission.oblast) if submission.city or submission.oblast else "",
        "year": str(submission.year or ""),
        "instrument": str(submission.get_instrument_display()),
        "outcome": str(submission.get_outcome_display()),
        "problem": submission.problem,
        "done": submission.done,
        "results": "\n".join(result_words(row) for row in submission.results),
        "otherwise": submission.otherwise,
        "cost_amount": cost_words(submission.cost_amount, submission.cost_currency),
        "cost_note": submission.cost_note,
        "months": time_words(submission.months),
        "time_note": submission.time_note,
        "contact_role": submission.contact_role,
        "contact_email": submission.contact_email,
    }
    return [(_label(name), words) for name, words in said.items() if words]


def _label(name: str) -> str:
    if name in ("results", "oblast"):
        return str(CaseSubmission._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]  # a field of its own, not a relation
    return str(CaseForm.base_fields[name].label)
