from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from school.foundation.codes import CodeField

from ..enums import Category
from .organisations import City, Organisation


class UserManager(BaseUserManager["User"]):
    def _create(self, email: str, password: str | None, **extra: Any) -> User:
        user = self.model(email=email, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self._create(email, password, **extra)

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self._create(email, password, **{"is_staff": True, "is_superuser": True, **extra})

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())

    def present(self) -> models.QuerySet[User]:
        """People who have not been erased."""
        return self.filter(erased_at=None)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by e-mail. Rows are never deleted: erasing makes them «person 1234»."""

    email = models.EmailField(_("e-mail"), unique=True, error_messages={"unique": _("Somebody has this e-mail already.")})
    code = CodeField()
    language = models.CharField(_("language"), max_length=12, default="uk", choices=settings.LANGUAGES)
    is_staff = models.BooleanField(_("works for the centre"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_once_in_any_case"),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(is_active=False), name="erased_cannot_sign_in"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """The name in the profile; the e-mail until there is one; «person 1234» after erasing."""
        profile = getattr(self, "profile", None)
        parts = (profile.surname, profile.given_name, profile.patronymic) if profile else ()
        return shown_name(self.pk, self.email, self.erased_at, *parts)

    @property
    def short_name(self) -> str:
        """What a letter says after «Доброго дня»."""
        profile = getattr(self, "profile", None)
        return (profile.given_name if profile and not self.erased_at else "") or self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.short_name


def shown_name(number: int, email: str, erased_at: Any, *parts: str | None) -> str:
    """By what a person is called: surname, given name and patronymic, else the address; by a number once erased."""
    if erased_at:
        return gettext("person %(number)d") % {"number": number}
    return " ".join(part for part in parts if part) or email


def private_files() -> Any:
    return storages["default"]


def portrait_name(profile: Profile, filename: str) -> str:
    return f"portraits/{filename}"


class Profile(models.Model):
    """What the school needs to enrol a person and to write a certificate."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="profile")
    surname = models.CharField(_("surname"), max_length=120, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=120, blank=True)
    surname_latin = models.CharField(_("surname in Latin letters"), max_length=250, blank=True)
    given_name_latin = models.CharField(_("given name in Latin letters"), max_length=250, blank=True)
    category = models.CharField(_("who you are"), max_length=20, choices=Category, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("organisation")
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("city"))
    photo = models.FileField(_("photo"), upload_to=portrait_name, storage=private_files, max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """«Коваль Олена Петрівна»."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    @property
    def latin_name(self) -> str:
        """«Olena Koval»."""
        return " ".join(part for part in (self.given_name_latin, self.surname_latin) if part)

    @property
    def complete(self) -> bool:
        return bool(self.surname and self.given_name and self.category and self.city_id)
