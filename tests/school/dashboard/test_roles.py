"""Whoever installs the school finds its roles there, with no demo."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page

from school.accounts import roles
from school.dashboard.roles import ensure_roles

pytestmark = pytest.mark.django_db


def test_migrating_makes_the_roles_and_what_they_may() -> None:
    coordinator = Group.objects.get(name=roles.COORDINATOR)
    assert coordinator.permissions.filter(codename="change_webinar").exists()
    assert GroupPagePermission.objects.filter(group=coordinator, page=Page.objects.get(depth=1)).count() == 3


def test_roles_are_made_once_and_a_grant_that_was_lost_comes_back() -> None:
    author = Group.objects.get(name=roles.AUTHOR)
    before = sorted(Group.permissions.through.objects.values_list("group", "permission"))
    author.permissions.clear()
    ensure_roles()
    assert sorted(Group.permissions.through.objects.values_list("group", "permission")) == before
    assert Group.objects.filter(name=roles.AUTHOR).count() == 1
