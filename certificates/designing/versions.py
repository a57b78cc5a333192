"""Which revision of a template stands on how many certificates, and what keeps a template from going."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min
from django.db.models.fields.json import KT

from ..models import AwardRule, CertificateTemplate


def issued_by_revision(template: CertificateTemplate) -> list[dict[str, Any]]:
    """The newest first; `revision` is the wagtail revision, None for a template that was never published by an editor."""
    if not template.pk:
        return []
    rows = template.certificates.annotate(of=KT("frozen__template__revision")).values("of")
    counted = rows.annotate(count=Count("pk"), first=Min("issued_at"), last=Max("issued_at")).order_by("-last")
    known = {str(row.pk): row for row in template.revisions.select_related("user")}
    return [{"revision": known.get(str(row["of"])), "now": str(row["of"]) == str(template.live_revision_id), **row} for row in counted]


def rules_in_force(template: CertificateTemplate) -> list[AwardRule]:
    return list(AwardRule.objects.filter(template=template, active=True))


def is_used(template: CertificateTemplate) -> bool:
    return template.certificates.exists() or AwardRule.objects.filter(template=template).exists()
