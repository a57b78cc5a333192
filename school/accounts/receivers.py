from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed, email_confirmed, password_changed, password_reset
from django.dispatch import receiver

from school.foundation import history

from .adding import confirm_email
from .models import User


@receiver(password_reset)
def trust_the_mailbox(sender: Any, user: User, **kwargs: Any) -> None:
    """The link to a new password was in a letter, so the mailbox is theirs."""
    confirm_email(user)
    history.record(user, "reset_password", actor=user)


@receiver(password_changed)
def note_password(sender: Any, user: User, **kwargs: Any) -> None:
    history.record(user, "change_password", actor=user)


@receiver(email_changed)
def note_email(sender: Any, user: User, **kwargs: Any) -> None:
    history.record(user, "change_email", actor=user)


@receiver(email_confirmed)
def note_confirmation(sender: Any, email_address: Any, **kwargs: Any) -> None:
    history.record(email_address.user, "confirm_email", actor=email_address.user)
