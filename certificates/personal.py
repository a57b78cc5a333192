from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from .achievements.showing import hide_achievements
from .achievements.transcribing import erase_transcripts
from .credentials.models import Credential
from .models import AchievementsPage, Certificate, Share, Transcript


def export_achievements(user: Any) -> dict[str, Any]:
    page = AchievementsPage.objects.filter(person=user).first()
    rows = Transcript.objects.filter(person=user).exclude(frozen={})
    return {
        "page": {"code": page.code, "shown_at": page.shown_at} if page else None,
        "transcripts": [{"code": row.code, "made_at": row.made_at, "sha256": row.sha256, "printed": row.frozen} for row in rows],
    }


def forget_achievements(user: Any) -> None:
    if AchievementsPage.objects.filter(person=user, shown_at__isnull=False).exists():
        hide_achievements(person=user, actor=None)
    erase_transcripts(user)


def export(user: Any) -> list[dict[str, Any]]:
    rows = Certificate.objects.filter(person=user).select_related("replaced_by", "credential").prefetch_related("shares")
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
            "credential": _credential(row),
            "links": [
                {"note": link.note, "ends_at": link.ends_at, "withdrawn_at": link.withdrawn_at, "opened": link.opened} for link in row.shares.all()
            ],
        }
        for row in rows
    ]


def _credential(row: Certificate) -> dict[str, Any] | None:
    """Word for word as it is signed."""
    made: Credential | None = getattr(row, "credential", None)
    if made is None or not made.ready:
        return None
    return {"code": made.code, "signed_at": made.signed_at, "document": json.loads(made.document), "token": made.token}


def forget(user: Any) -> None:
    """A certificate keeps its printed words under its own ground and term; its page and links no longer show them."""
    Certificate.objects.filter(person=user, hidden_at=None).update(hidden_at=timezone.now())
    Share.objects.filter(certificate__person=user, withdrawn_at=None).update(withdrawn_at=timezone.now())
    Share.objects.filter(certificate__person=user).exclude(note="").update(note="")
