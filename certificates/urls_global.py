"""Printed on paper: once, without a language, in any letter case, for ever. And what programs ask."""

from django.urls import path, re_path

from . import api, verify_views

urlpatterns = [
    re_path(r"^[vV]/(?P<code>[^/]+)/?$", verify_views.short, name="certificate_short"),
    re_path(r"^[vV]/(?P<code>[^/]+)/(?P<payload>[^/]+)/?$", verify_views.short),
    path("api/v1/", api.document, name="api"),
    path("api/v1/certificates/verify/", api.verify_upload, name="api_verify"),
    path("api/v1/certificates/<str:code>/", api.certificate, name="api_certificate"),
]
