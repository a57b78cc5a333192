from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """What a view behind `login_required` gets."""

    user: User  # type: ignore[assignment]
