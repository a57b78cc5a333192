"""Groups and their grants. `ensure_roles` may run any number of times."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.pages.models import HomePage
from courses.learning.models import CoursesIndexPage

COORDINATOR, AUTHOR, EDITOR, PUBLISHER, ADMINISTRATOR, TRAINER = "coordinator", "author", "editor", "publisher", "administrator", "trainer"

ON_SITE = {
    AUTHOR: ("add_page",),
    EDITOR: ("add_page", "change_page"),
    PUBLISHER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    COORDINATOR: ("add_page", "change_page", "publish_page"),
    ADMINISTRATOR: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
IN_COLLECTION = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
SNIPPETS = {
    COORDINATOR: [
        ("learning", "instructor"), ("foundation", "letterwording"), ("accounts", "organisation"), ("accounts", "project"),
        ("certificates", "certificatetemplate"), ("certificates", "awardrule"), ("library", "topic"), ("internships", "internship"),
        ("internships", "internshipday"), ("webinars", "webinar"),
    ],
    TRAINER: [("learning", "instructor"), ("assessment", "question")],
    EDITOR: [("library", "topic")],
}  # fmt: skip
SETTINGS = [("foundation", "centresettings"), ("accounts", "consenttext"), ("accounts", "user"), ("wagtailcore", "locale")]


@transaction.atomic
def ensure_roles() -> None:
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (COORDINATOR, AUTHOR, EDITOR, PUBLISHER, ADMINISTRATOR, TRAINER)}
    enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    translate = Permission.objects.get(content_type__app_label="simple_translation", codename="submit_translation")  # of pages they may edit
    for group in groups.values():
        group.permissions.add(enter, translate)
    _grant_models(groups)
    _grant_pages(groups)
    _grant_collections(groups)


def _grant_models(groups: dict[str, Group]) -> None:
    wanted = {name: list(pairs) for name, pairs in SNIPPETS.items()}
    wanted[ADMINISTRATOR] = [*wanted[COORDINATOR], *wanted[TRAINER], *SETTINGS]
    wanted[COORDINATOR] = [*wanted[COORDINATOR], ("assessment", "question")]
    for name, pairs in wanted.items():
        for app, model in pairs:
            groups[name].permissions.add(*Permission.objects.filter(content_type__app_label=app, content_type__model=model))


def _grant_pages(groups: dict[str, Group]) -> None:
    homes = [home.page_ptr for home in HomePage.objects.all()] or [Page.objects.get(depth=1)]
    for name, codenames in ON_SITE.items():
        for home in homes:
            _grant_page(groups[name], home, codenames)
    for index in CoursesIndexPage.objects.all():
        _grant_page(groups[TRAINER], index.page_ptr, ("add_page",))


def _grant_page(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_collections(groups: dict[str, Group]) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    permissions = Permission.objects.filter(codename__in=IN_COLLECTION, content_type__app_label__in=["wagtailimages", "wagtaildocs"])
    for group in groups.values():
        for permission in permissions:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
