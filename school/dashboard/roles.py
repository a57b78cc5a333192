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
        ("certificates", "certificatetemplate"), ("certificates", "designersheet"), ("certificates", "signaturepicture"), ("certificates", "awardrule"), ("library", "topic"), ("library", "term"), ("library", "readerquestion"), ("library", "casesubmission"), ("search", "synonym"), ("internships", "internship"),
        ("internships", "internshipday"), ("webinars", "webinar"), ("assessment", "surveytemplate"),
    ],
    TRAINER: [("learning", "instructor"), ("assessment", "question")],
    EDITOR: [("library", "topic"), ("library", "term"), ("library", "readerquestion"), ("library", "casesubmission"), ("search", "synonym")],
    PUBLISHER: [("library", "topic"), ("library", "term"), ("library", "readerquestion"), ("library", "casesubmission"), ("search", "synonym")],
}  # fmt: skip
DRAFTS = [("certificates", codename) for codename in ("add_certificatetemplate", "change_certificatetemplate", "view_certificatetemplate")]
EVERYBODY = [("wagtailadmin", "access_admin"), ("simple_translation", "submit_translation")]  # to enter, to translate what they may edit
SETTINGS = [("foundation", "centresettings"), ("accounts", "consenttext"), ("accounts", "user"), ("wagtailcore", "locale")]


@transaction.atomic
def ensure_roles() -> None:
    """A dozen queries whatever there is to grant: whoever has it already keeps it."""
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (COORDINATOR, AUTHOR, EDITOR, PUBLISHER, ADMINISTRATOR, TRAINER)}
    known = list(Permission.objects.select_related("content_type"))
    _grant_models(groups, known)
    _grant_pages(groups, {row.codename: row for row in known if row.content_type.app_label == "wagtailcore"})
    _grant_collections(groups, known)


def _grant_models(groups: dict[str, Group], known: list[Permission]) -> None:
    wanted = {name: list(pairs) for name, pairs in SNIPPETS.items()}
    wanted[ADMINISTRATOR] = [*wanted[COORDINATOR], *wanted[TRAINER], *SETTINGS]
    wanted[COORDINATOR] = [*wanted[COORDINATOR], ("assessment", "question")]
    of_model: dict[tuple[str, str], list[Permission]] = {}
    for row in known:
        of_model.setdefault((row.content_type.app_label, row.content_type.model), []).append(row)
    everybody = [row for row in known if (row.content_type.app_label, row.codename) in EVERYBODY]
    drafts = [row for row in known if (row.content_type.app_label, row.codename) in DRAFTS]  # a trainer designs, a coordinator publishes
    grant = Group.permissions.through
    rows = [grant(group=groups[TRAINER], permission=row) for row in drafts]
    rows += [
        grant(group=group, permission=row)
        for name, group in groups.items()
        for row in {*everybody, *(row for pair in wanted.get(name, []) for row in of_model.get(pair, []))}
    ]
    grant.objects.bulk_create(rows, ignore_conflicts=True)


def _grant_pages(groups: dict[str, Group], known: dict[str, Permission]) -> None:
    homes = list(HomePage.objects.values_list("pk", flat=True)) or list(Page.objects.filter(depth=1).values_list("pk", flat=True))
    wanted = [(groups[name], home, code) for name, codes in ON_SITE.items() for home in homes for code in codes]
    wanted += [(groups[TRAINER], index, "add_page") for index in CoursesIndexPage.objects.values_list("pk", flat=True)]
    rows = [GroupPagePermission(group=group, page_id=page, permission=known[code]) for group, page, code in wanted]
    GroupPagePermission.objects.bulk_create(rows, ignore_conflicts=True)


def _grant_collections(groups: dict[str, Group], known: list[Permission]) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    wanted = [row for row in known if row.codename in IN_COLLECTION and row.content_type.app_label in ("wagtailimages", "wagtaildocs")]
    rows = [GroupCollectionPermission(group=group, collection=root, permission=row) for group in groups.values() for row in wanted]
    GroupCollectionPermission.objects.bulk_create(rows, ignore_conflicts=True)
