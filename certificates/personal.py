from __future__ import annotations

from typing import Any

from django.utils import timezone

from .models import Certificate, Share


def export(user: Any) -> list[dict[str, Any]]:
    rows = Certificate.objects.filter(person=user).select_related("replaced_by").prefetch_related("shares")
    return [
        {
            "number": row.number,
            "code": row.code,
            "state": row.state,
            "issued_at": row.issued_at,
            "ended_at": row.ended_at,
            "reason": row.reason,
            "replaced_by": row.replaced_by.number if row.replaced_by else None,
            "hidden_at": row.hidden_at,
            "sha256": row.sha256,
            "printed": row.frozen,
            "links": [
                {"note": link.note, "ends_at": link.ends_at, "withdrawn_at": link.withdrawn_at, "opened": link.opened} for link in row.shares.all()
            ],
        }
        for row in rows
    ]


def forget(user: Any) -> None:
    """A certificate keeps its printed words under its own ground and term; its page and links no longer show them."""
    Certificate.objects.filter(person=user, hidden_at=None).update(hidden_at=timezone.now())
    Share.objects.filter(certificate__person=user, withdrawn_at=None).update(withdrawn_at=timezone.now())
    Share.objects.filter(certificate__person=user).exclude(note="").update(note="")
