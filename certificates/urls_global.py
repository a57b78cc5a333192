"""Printed on paper: once, without a language, in any letter case, for ever."""

from django.urls import re_path

from . import verify_views

urlpatterns = [
    re_path(r"^[vV]/(?P<code>[^/]+)/?$", verify_views.short, name="certificate_short"),
    re_path(r"^[vV]/(?P<code>[^/]+)/(?P<payload>[^/]+)/?$", verify_views.short),
]
