"""Invitations to a run: a signed link in a letter, which works once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from school.accounts.rules import may_learn
from school.foundation import history, links
from school.foundation.mail import register_purpose, write_letter

from .enrolment import CannotEnrol, enrol
from .enums import EnrolmentState, Source
from .models import CourseRun, Enrolment
from .presenting import run_name
from .progress import words_for

DAYS = 30


@transaction.atomic
def invite_people(*, run: CourseRun, emails: list[str], actor: Any, language: str) -> int:
    """Write to each address; who is already on the run is left in peace. Returns the letters written."""
    here = set(Enrolment.objects.current().filter(run=run).values_list("user__email", flat=True))
    wanted = [email for email in emails if email not in {address.lower() for address in here}]
    title = _course_title(run, language)
    for email in wanted:
        url = links.make_link("run_invitation", data={"run": run.code}, holder=email, days=DAYS)
        context = {"name": email, "course": title, "run": run_name(run, language), "days": DAYS}
        write_letter(
            "invitation_to_run", key=f"invitation:{run.code}:{email}:{get_random_string(8)}", to=email, language=language, context=context, url=url
        )
    if wanted:
        history.record(run, "invite", actor=actor, data={"letters": len(wanted)})
    return len(wanted)


def _course_title(run: CourseRun, language: str) -> str:
    words = words_for([run.course.key], language, run.course.source_locale).get(run.course.key)
    return words.title if words else run.course.title


def answer_invitation(request: HttpRequest, link: links.Link) -> HttpResponse:
    """The page behind the link: sign in or register, tell who you are, then take the place. GET shows, POST acts once."""
    run = CourseRun.objects.select_related("course", "offer").get(code=link.data["run"])
    language = request.LANGUAGE_CODE
    context = {"run": run, "run_name": run_name(run, language), "course_title": _course_title(run, language), "link": link}
    if request.user.is_authenticated:
        if not _reads_mail_of(request.user, link.holder):
            said = _("This invitation was sent to %(email)s. Sign in with that address, or ask the centre to invite the one you use.")
            return render(request, "learning/invitation_problem.html", context | {"problem": said % {"email": link.holder}}, status=403)
        if not may_learn(request.user):
            return redirect(f"{reverse('accounts:profile')}?{urlencode({'next': request.path})}")
        if request.method == "POST":
            return _accept(request, link, run, context)
    context["sign_in_url"] = f"{reverse('account_login')}?next={request.path}"
    context["sign_up_url"] = f"{reverse('account_signup')}?next={request.path}"
    return render(request, "learning/invitation.html", context)


def _reads_mail_of(user: Any, address: str) -> bool:
    """An invitation is for the person it was written to, whichever of their confirmed addresses that is."""
    return user.email.lower() == address.lower() or EmailAddress.objects.filter(user=user, email__iexact=address, verified=True).exists()


def _accept(request: HttpRequest, link: links.Link, run: CourseRun, context: dict[str, Any]) -> HttpResponse:
    try:
        enrolment = enrol(user=request.user, run=run, source=Source.INVITATION, actor=request.user, language=get_language() or "uk")
    except CannotEnrol as refused:
        return render(request, "learning/invitation_problem.html", context | {"problem": str(refused)}, status=400)
    links.use(link)
    if enrolment.state != EnrolmentState.ACTIVE:
        messages.info(request, _("All places are taken. You are in the queue; we will write as soon as a place is free."))
        return redirect("dashboard:my")
    messages.success(request, _("You are on the list of this run."))
    return redirect("learning:course_start", run.code)


def register() -> None:
    links.register("run_invitation", answer_invitation)
    register_purpose(
        "invitation_to_run",
        label=gettext_lazy("Invitation to a run"),
        placeholders=["name", "course", "run", "days", "centre", "url"],
        defaults={
            "uk": ("Запрошення на курс «{{ course }}»", "Доброго дня.\n\nЗапрошуємо Вас на курс «{{ course }}», група «{{ run }}». Посилання нижче діє {{ days }} днів і спрацює один раз.", "Прийняти запрошення"),
            "en": ("Invitation to “{{ course }}”", "Hello.\n\nYou are invited to “{{ course }}”, group “{{ run }}”. The link below is good for {{ days }} days and works once.", "Accept the invitation"),
        },
    )  # fmt: skip
