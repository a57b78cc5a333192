"""Who is who, by group and by dated row."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .enums import MembershipRole
from .models import ConsentText, Organisation
from .roles import ADMINISTRATOR, COORDINATOR


def group_names(user: Any) -> set[str]:
    """Asked once a request."""
    if not hasattr(user, "_group_names"):
        user._group_names = set(user.groups.values_list("name", flat=True))
    return user._group_names


@rules.predicate
def is_coordinator(user: Any) -> bool:
    return user.is_authenticated and user.is_active and (user.is_superuser or bool(group_names(user) & {COORDINATOR, ADMINISTRATOR}))


@rules.predicate
def is_administrator(user: Any) -> bool:
    return user.is_authenticated and user.is_active and (user.is_superuser or ADMINISTRATOR in group_names(user))


@rules.predicate
def heads(user: Any, organisation: Organisation) -> bool:
    """Speaks for that organisation today."""
    return user.is_authenticated and organisation.memberships.current().filter(user=user, role=MembershipRole.HEAD).exists()


@rules.predicate
def is_staff_member(user: Any) -> bool:
    """Whoever edits, teaches or coordinates: they need a second factor in production."""
    return user.is_authenticated and (user.is_superuser or user.is_staff or bool(group_names(user)))


@rules.predicate
def may_learn(user: Any) -> bool:
    """Has told who they are and agreed to the text in force."""
    profile = getattr(user, "profile", None)
    if profile is None or not profile.complete:
        return False
    text = ConsentText.objects.in_force()
    return text is None or user.consents.filter(text=text, withdrawn_at=None).exists()


def profile_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Asks for profile and consent first, once, and comes back."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_learn(request.user):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('accounts:profile')}?{urlencode({'next': request.get_full_path()})}")

    return wrapper
