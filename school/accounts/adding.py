"""An account made for somebody by the centre, from a list."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from school.foundation import history
from school.foundation.mail import write_letter

from .models import City, User
from .names import tidy_name
from .organisations import find_organisation
from .profiles import save_profile


@transaction.atomic
def add_person(
    *, email: str, language: str, actor: Any, surname: str = "", given_name: str = "", patronymic: str = "", organisation: str = "",
    position: str = "", city: str = "",
) -> tuple[User, bool]:  # fmt: skip
    """The account with this e-mail, made if there is none; the letter lets its owner set a password.

    ValidationError where the address or a name cannot stand.
    """
    email = email.strip().lower()
    validate_email(email)
    user = User.objects.filter(email=email).first()
    if user is not None:
        return user, False
    names = {"surname": tidy_name(surname), "given_name": tidy_name(given_name), "patronymic": tidy_name(patronymic)}
    user = User.objects.create_user(email, None, language=language)
    history.record(user, "add_person", actor=actor)
    place = City.objects.filter(name_uk=" ".join(city.split())).order_by("population_rank").first() if city else None
    data: dict[str, Any] = {**names, "position": position.strip()[:200], "city": place}
    if organisation.strip():
        data["organisation"] = find_organisation(name=organisation, city=place, actor=actor)
    save_profile(user=user, data=data, actor=actor)
    invite(user)
    return user, True


def invite(user: User) -> None:
    """The letter that lets its owner set a password, once an account."""
    with override(user.language):
        write_letter(
            "account_made",
            key=f"account_made:{user.code}",
            to=user.email,
            language=user.language,
            context={"name": user.short_name},
            url=password_url(user),
        )


def password_url(user: User) -> str:
    """The address where the owner of this mailbox sets a password."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.PUBLIC_URL + path


def confirm_email(user: User) -> None:
    """Who has opened the letter owns the mailbox."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
