"""Addresses of what is taught in a room."""

from django.urls import path

from .views import meetings as mine
from .views.teach import meeting_presence, meetings

urlpatterns = [
    path("learn/<str:run_code>/meetings/<str:code>.ics", mine.calendar_file, name="meeting_file"),
    path("teach/runs/<str:code>/meetings/", meetings.meetings, name="run_meetings"),
    path("teach/runs/<str:code>/meetings/<str:activity_code>/plan/", meetings.plan, name="plan_meeting"),
    path("teach/meetings/<str:code>/", meeting_presence.meeting, name="meeting"),
    path("teach/meetings/<str:code>/mark/", meeting_presence.mark, name="mark_meeting"),
    path("teach/meetings/<str:code>/confirm/", meeting_presence.settle, name="settle_meeting"),
    path("teach/meetings/<str:code>/sheet.pdf", meeting_presence.sheet, name="meeting_sheet"),
    path("teach/meetings/<str:code>/move/", meetings.move, name="move_meeting"),
    path("teach/meetings/<str:code>/cancel/", meetings.cancel, name="cancel_meeting"),
    path("teach/meetings/<str:code>/correct/<str:enrolment_code>/", meeting_presence.correct, name="correct_meeting"),
]
