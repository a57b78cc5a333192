from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from school.foundation import history

from .adding import invite
from .erasing import erase_person, is_last_administrator
from .finding import by_name
from .forms import EraseOtherForm, NameField
from .models import User
from .profiles import save_profile


class PersonEditForm(UserEditForm):
    """Names live in the profile; the account has an e-mail and roles. Nobody sets another's password."""

    last_name = NameField(required=False, label=_("Surname"))
    first_name = NameField(required=False, label=_("Given name"))

    class Meta(UserEditForm.Meta):
        fields = {"email", "is_active", "is_superuser", "groups"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = getattr(self.instance, "profile", None)
        if profile is not None:
            self.initial |= {"last_name": profile.surname, "first_name": profile.given_name}

    @property
    def password_enabled(self) -> bool:
        return False


class PersonCreationForm(UserCreationForm):
    last_name = NameField(required=False, label=_("Surname"))
    first_name = NameField(required=False, label=_("Given name"))

    class Meta(UserCreationForm.Meta):
        fields = {"email", "is_superuser", "groups"}

    @property
    def password_enabled(self) -> bool:
        return False

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit=commit)


class GuardedForm:
    """Only an administrator of the whole system makes another one, or changes one."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        if "is_superuser" in form.fields and not self.request.user.is_superuser:  # type: ignore[attr-defined]
            form.fields["is_superuser"].disabled = True
        return form

    def keep_names(self, user: User) -> None:
        data = {"surname": self.form.cleaned_data["last_name"], "given_name": self.form.cleaned_data["first_name"]}  # type: ignore[attr-defined]
        save_profile(user=user, data=data, actor=self.request.user)  # type: ignore[attr-defined]


class PersonCreateView(GuardedForm, CreateView):
    success_message = _("%(object)s may sign in now: a letter tells how to set a password.")

    @transaction.atomic
    def save_instance(self) -> User:
        user = super().save_instance()
        history.record(user, "add_person", actor=self.request.user, data=_roles(user))
        self.keep_names(user)
        invite(user)
        return user


class PersonEditView(GuardedForm, EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.erased_at or (self.object.is_superuser and not request.user.is_superuser):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def save_instance(self) -> User:
        before = User.objects.get(pk=self.object.pk)
        roles = _roles(before)
        user = super().save_instance()
        self.keep_names(user)
        if before.email != user.email:
            EmailAddress.objects.filter(user=user).delete()  # the new mailbox is confirmed at the next sign-in
            history.record(user, "change_email", actor=self.request.user)
        if roles != _roles(user):
            history.record(user, "change_roles", actor=self.request.user, data={"before": roles, "after": _roles(user)})
        return user


def _roles(user: User) -> dict[str, Any]:
    return {"groups": sorted(user.groups.values_list("name", flat=True)), "administrator": user.is_superuser, "active": user.is_active}


class PersonEraseView(DeleteView):
    page_title = _("Erase a person")
    success_message = _("Erased. What stays is a number in the counts and the words of certificates.")
    form_class = EraseOtherForm

    def get_usage_url(self) -> None:
        return None  # facts about a person stay, so there is nothing to list

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        if is_last_administrator(self.object):
            messages.error(request, _("This is the only administrator. Make somebody else one first."))
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: EraseOtherForm) -> HttpResponse:
        erase_person(user=self.object, actor=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class PersonIndexView(IndexView):
    page_title = _("People")
    add_item_label = _("Add a person")

    def get_base_queryset(self) -> Any:
        return User.objects.present().select_related("profile", "wagtail_userprofile").prefetch_related("groups")

    @cached_property
    def search_fields(self) -> set[str]:
        return {"email", "profile__surname", "profile__given_name"}

    def order_queryset(self, queryset: Any) -> Any:
        if self.ordering in ("name", "-name"):
            found = queryset.order_by(*by_name())
            return found.reverse() if self.ordering == "-name" else found
        return super().order_queryset(queryset)


class UserViewSet(WagtailUserViewSet):
    menu_label = _("People")
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonEraseView
    delete_template_name = "accounts/admin/erase.html"

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else PersonCreationForm
