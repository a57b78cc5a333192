"""The desk of questions in Wagtail, under /cms/webinars/."""

from django.urls import path

from . import admin

urlpatterns = [
    path("webinars/<str:code>/questions/", admin.questions, name="webinar_questions"),
    path("webinars/<str:code>/questions/add/", admin.question, name="webinar_question_add"),
    path("webinars/<str:code>/questions/<uuid:uuid>/", admin.question, name="webinar_question"),
]
