"""Addresses of the recording's page in Wagtail, and of what is uploaded there."""

from django.urls import path

from . import admin, tus

urlpatterns = [
    path("webinars/<str:code>/recording/", admin.recording, name="wagtailadmin_recording"),
    path("webinars/<str:code>/recording/<int:number>/original/", admin.original, name="wagtailadmin_recording_original"),
    path("webinars/<str:code>/uploads/", tus.uploads, name="wagtailadmin_recording_uploads"),
    path("webinars/<str:code>/uploads/<str:name>/", tus.upload, name="wagtailadmin_recording_upload"),
]
