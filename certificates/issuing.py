"""Issuing, replacing, revoking. Each is safe to repeat; exactly one live certificate stands for an award."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from school.foundation import history, jobs

from . import letters
from .awards import Award, kyiv_today
from .credentials import status
from .freezing import CORRECTABLE, date_and_compose, freeze, house, volume_of
from .models import AwardRule, Certificate, CertificateState, CertificateTemplate, Series, number_key_of
from .once import once


def issue(*, award: Award, actor: Any = None, anew: bool = False) -> Certificate:
    """The certificate of an award, made if there is none. Twice is the same as once.

    What was revoked stays revoked, unless a coordinator asks for a new one (`anew`).
    """
    return issue_or_find(award=award, actor=actor, anew=anew)[0]


def issue_or_find(*, award: Award, actor: Any = None, anew: bool = False) -> tuple[Certificate, bool]:
    """The same, and whether it was made now."""
    if (found := _standing(award, anew)) is not None:
        return found, False
    try:
        with transaction.atomic():
            rule = rule_for(award.kind, award.record_key)
            series = _locked_series((rule.series_prefix if rule else "") or house().certificate_series)
            if (found := _standing(award, anew)) is not None:  # another worker was first
                return found, False
            until = _valid_until(rule)
            frozen = freeze(award, template_for(rule, award.deed), until)
            return _insert(award.person, award.kind, award.key, frozen, series, until, actor, "issue"), True
    except IntegrityError:
        if (found := _standing(award, anew)) is not None:
            return found, False
        raise


def _standing(award: Award, anew: bool) -> Certificate | None:
    """The one in force; else the last, unless another is wanted."""
    rows = list(Certificate.objects.of_award(award.kind, award.key).order_by("pk"))
    live = [row for row in rows if row.state == CertificateState.ISSUED]
    return next(iter(live or ([] if anew else rows[-1:])), None)


def _locked_series(prefix: str) -> Series:
    """This Kyiv year's numbers; the row stays locked until the certificate is kept, so no number is lost or taken twice."""
    locked = Series.objects.select_for_update().filter(prefix=prefix, year=kyiv_today().year)
    if (found := locked.first()) is None:
        Series.objects.get_or_create(prefix=prefix, year=kyiv_today().year)
        found = locked.get()
    return found


def _insert(person: Any, kind: str, key: str, frozen: dict[str, Any], series: Series, until: date | None, actor: Any, verb: str) -> Certificate:
    series.counter += 1
    series.save(update_fields=["counter"])
    certificate = Certificate(
        number=series.number,
        number_key=number_key_of(series.number),
        series=series,
        award_kind=kind,
        award_key=key,
        person=person,
        language=frozen["language"],
        frozen=frozen,
        template_id=frozen["template"]["id"],
        issued_at=timezone.now(),
        valid_until=until,
    )
    said = (certificate.number, certificate.code, frozen["full_name"], frozen["latin_name"], frozen["what"], frozen["run"])
    certificate.search_words = "\n".join(said).casefold()
    certificate.save(force_insert=True)
    status.reserve(certificate=certificate)
    history.record(certificate, verb, actor=actor)
    jobs.enqueue("certificates.render", key=certificate.code, args={"certificate": certificate.pk})
    return certificate


def rule_for(kind: str, record_key: str) -> AwardRule | None:
    """The rule in force for this very record, else for its kind."""
    rules = AwardRule.objects.filter(kind=kind, record_key__in=["", record_key], active=True).select_related("template")
    return once(("rule", kind, record_key), lambda: max(rules, key=lambda rule: rule.record_key, default=None))


def template_for(rule: AwardRule | None, deed: dict[str, str] | None = None) -> CertificateTemplate:
    """The rule's own. Without a rule the first template, with words of the deed that are true of the award."""
    if rule is not None:
        return rule.template
    first = once("template", CertificateTemplate.objects.filter(live=True).order_by("pk").first) or CertificateTemplate(name="")
    return CertificateTemplate(name="", cloth=first.cloth, **deed) if deed else first


def _valid_until(rule: AwardRule | None) -> date | None:
    if rule is None or not rule.validity_months:
        return None
    today = kyiv_today()
    years, month = divmod(today.month - 1 + rule.validity_months, 12)
    year, month = today.year + years, month + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


@transaction.atomic
def replace(*, certificate: Certificate, actor: Any, reason: str, changes: dict[str, str], award: Award | None = None) -> Certificate:
    """A new certificate with corrected words; the old one leads to it for ever. `changes`: some of CORRECTABLE.

    With `award`, what is earned now, its hours and parts are printed instead of those of then.

    Pressed twice, the second press finds the first one's certificate. A revoked one stays as it is.
    """
    series = _locked_series(certificate.series.prefix)
    old = _locked(certificate)
    if old.state != CertificateState.ISSUED:
        return old.replaced_by or old
    facts = {name: value for name, value in old.frozen.items() if name != "print"}
    facts |= {name: value for name, value in changes.items() if name in CORRECTABLE}
    facts |= volume_of(award, facts["hours_per_credit"]) if award else {}
    _end(old, CertificateState.REPLACED, reason)
    letters.drop_waiting(old, actor)
    frozen = date_and_compose({**facts, "replaces": old.number, "template": {**facts["template"], "id": old.template_id}})
    new = _insert(old.person, old.award_kind, old.award_key, frozen, series, old.valid_until, actor, "issue_instead")
    Certificate.objects.filter(pk=new.pk).update(hidden_at=old.hidden_at)
    Certificate.objects.filter(pk=old.pk).update(replaced_by=new)
    history.record(old, "replace", actor=actor, reason=reason, data={"by": new.pk, "changed": sorted([*changes, *(["hours"] if award else [])])})
    return new


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person", "replaced_by")
    return rows.get(pk=certificate.pk)


def _end(certificate: Certificate, state: CertificateState, reason: str) -> None:
    certificate.state, certificate.ended_at, certificate.reason = state, timezone.now(), reason
    certificate.save(update_fields=["state", "ended_at", "reason"])
    status.note_end(certificate=certificate)


@transaction.atomic
def revoke(*, certificate: Certificate, actor: Any, reason: str) -> Certificate:
    old = _locked(certificate)
    if old.state == CertificateState.ISSUED:
        _end(old, CertificateState.REVOKED, reason)
        history.record(old, "revoke", actor=actor, reason=reason)
        letters.drop_waiting(old, actor)
        letters.revoked(old)
    return old


def hide(*, certificate: Certificate, actor: Any) -> Certificate:
    """The holder decides: the page of the code no longer shows the printed words."""
    return _show_or_hide(certificate, True, actor)


def show(*, certificate: Certificate, actor: Any) -> Certificate:
    return _show_or_hide(certificate, False, actor)


@transaction.atomic
def _show_or_hide(certificate: Certificate, hidden: bool, actor: Any) -> Certificate:
    found = _locked(certificate)
    if bool(found.hidden_at) != hidden:
        found.hidden_at = timezone.now() if hidden else None
        found.save(update_fields=["hidden_at"])
        history.record(found, "hide" if hidden else "show", actor=actor)
    return found
