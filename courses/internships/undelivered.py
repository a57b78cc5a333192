"""Letters about a day that did not arrive. A letter's key names what it is about; few fail, so they are looked through whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from school.accounts.personal import NOBODY
from school.foundation.bounces import send_again
from school.foundation.models import Letter, LetterState

from .enums import ApplicationState, ApprovalState
from .letters import PRESENT
from .models import Application, Approval, Attendance, InternshipDay, Reservation

LOST = [LetterState.FAILED, LetterState.BOUNCED]
TO_SUPERIOR = ("day_superior_asked", "day_superior_reminded")
TO_HEAD = ("day_seats_", "day_cancelled")  # the latter to applicants as well


@dataclass(frozen=True)
class NotReached:
    """Whom letters about a day do not reach: applicants, those who came without applying, superiors, heads. Each of the last three has its last `letter`."""

    people: list[Application]
    walk_ins: list[Attendance]
    superiors: list[Approval]
    heads: list[Reservation]


def _lost() -> Any:
    """Of erased people nothing is left to send."""
    return Letter.objects.filter(state__in=LOST, purpose__startswith="day_").exclude(to=NOBODY).defer("text", "html", "calendar").order_by("pk")


def _still_true(rows: Any) -> list[Letter]:
    """Without those after which something else has arrived about the same thing: an old promise is not sent after a newer word."""
    letters = list(rows)
    if not letters:
        return []
    newer: dict[str, int] = {}
    about = Q()
    for code in {letter.key.split(":")[1] for letter in letters}:
        about |= Q(key__contains=f":{code}")
    for pk, key in Letter.objects.filter(about, state=LetterState.SENT, purpose__startswith="day_").order_by("pk").values_list("pk", "key"):
        newer[key.split(":")[1]] = pk
    return [letter for letter in letters if letter.pk > newer.get(letter.key.split(":")[1], 0)]


def _by_code(letters: list[Letter], purposes: tuple[str, ...]) -> dict[str, Letter]:
    """The last letter of these kinds by the code in its key."""
    return {letter.key.split(":")[1]: letter for letter in letters if letter.purpose.startswith(purposes)}


def _with_letters(rows: Any, letters: dict[str, Letter]) -> list[Any]:
    """Asks nothing where no such letter is lost."""
    found = list(rows.filter(code__in=letters)) if letters else []
    for row in found:
        row.letter = letters[row.code]
        row.why = why_lost(row.letter)
    return found


def not_reached(day: InternshipDay) -> NotReached:
    """One question while every letter arrives."""
    letters = _still_true(_lost())
    present = _with_letters(day.attendances.select_related("user__profile"), _by_code(letters, PRESENT))
    return NotReached(
        people=_applicants(day, letters, [row.application_id for row in present if row.application_id]),
        walk_ins=[row for row in present if row.application_id is None],
        superiors=_with_letters(_asked().filter(application__day=day), _by_code(letters, TO_SUPERIOR)),
        heads=_with_letters(day.reservations.select_related("organisation", "made_by__profile"), _by_code(letters, TO_HEAD)),
    )


def _applicants(day: InternshipDay, letters: list[Letter], present: list[int]) -> list[Application]:
    codes = {letter.key.split(":")[1] for letter in letters if not letter.purpose.startswith((*TO_SUPERIOR, *PRESENT, "day_seats_"))}
    if not codes and not present:
        return []
    rows = day.applications.filter(Q(code__in=codes) | Q(pk__in=present))
    return list(rows.select_related("user__profile").order_by("user__profile__surname", "pk"))


def _asked() -> Any:
    """Requests whose answer is still needed: one that is replaced or answered leaves nothing to mend."""
    undecided = [ApplicationState.APPLIED, ApplicationState.WAITING]
    rows = Approval.objects.filter(state=ApprovalState.ASKED, application__state__in=undecided)
    return rows.select_related("application__user__profile").order_by("pk")


def superior_not_reached(application: Application) -> Approval | None:
    """The request that did not reach the superior, with its `letter`. Only another address mends it, and the applicant names that."""
    approval = application.approval if application.day.needs_approval else None
    if approval is None or approval.state != ApprovalState.ASKED:
        return None
    letters = _lost().filter(key__in=[f"{purpose}:{approval.code}" for purpose in TO_SUPERIOR])
    found = _with_letters(_asked().filter(application=application), _by_code(list(letters), TO_SUPERIOR))
    return found[0] if found else None


def lost_letters_of(application: Application) -> list[Letter]:
    """Those to the person; what went to the superior is not among them."""
    present = Attendance.objects.filter(application=application).values_list("code", flat=True)
    keys = [f"{purpose}:{code}" for code in present for purpose in PRESENT]
    return _still_true(_lost().filter(Q(key__contains=f":{application.code}") | Q(key__in=keys)))


def why_lost(letter: Letter) -> str:
    """In short: the status and the server's words, or that nothing answered."""
    said = " ".join(part for part in (letter.status, letter.failure) if part)
    return said or _("The mail server did not answer.")


def send_lost_again(*, application: Application, actor: Any) -> int:
    """Every letter that did not arrive, to the address the person has now."""
    return _send(lost_letters_of(application), application.user, actor)


def send_lost_again_to_walk_in(*, attendance: Attendance, actor: Any) -> int:
    """The same for somebody who came without applying."""
    return _send(list(_lost().filter(key__in=[f"{purpose}:{attendance.code}" for purpose in PRESENT])), attendance.user, actor)


def _send(letters: list[Letter], user: Any, actor: Any) -> int:
    for letter in letters:
        send_again(letter=letter, to=user.email, actor=actor)
    return len(letters)
