from django.urls import path

from .views import applying, approving, attended, coming, days
from .views.teach import applications, board, door, door_sync, paper, presence, report, rotation

app_name = "internships"
urlpatterns = [
    path("internships/days/<str:code>/", days.day, name="day"),
    path("internships/days/<str:day_code>/apply/", applying.apply, name="apply"),
    path("my/days/<str:code>/", attended.attended, name="attended"),
    path("my/applications/<str:code>/", applying.application, name="application"),
    path("my/applications/<str:code>/withdraw/", applying.withdraw, name="withdraw"),
    path("my/applications/<str:code>/pass/", coming.pass_page, name="pass"),
    path("my/applications/<str:code>/pass.pdf", coming.pass_file, name="pass_file"),
    path("my/applications/<str:code>/superior/", approving.ask, name="ask_superior"),
    path("teach/days/", board.days, name="teach_days"),
    path("teach/days/<str:code>/", board.day, name="teach_day"),
    path("teach/days/<str:code>/decide/", applications.decide, name="decide"),
    path("teach/days/<str:code>/cancel/", board.cancel, name="cancel_day"),
    path("teach/days/<str:code>/door/", door.door, name="door"),
    path("teach/days/<str:code>/door/in/", door.let_in, name="door_in"),
    path("teach/days/<str:code>/door/pass/", door.by_pass, name="door_pass"),
    path("teach/days/<str:code>/door/out/", door.out, name="door_out"),
    path("teach/days/<str:code>/door/walk-in/", door.walk_in, name="door_walk_in"),
    path("teach/days/<str:code>/door/sync/", door_sync.sync, name="door_sync"),
    path("teach/days/<str:code>/door/app/", door_sync.app, name="door_app"),
    path("teach/days/<str:code>/door/at/<str:attendance_code>/", door.answer, name="door_answer"),
    path("teach/days/<str:code>/rotation/", rotation.rotation, name="rotation"),
    path("teach/days/<str:code>/presence/", presence.presence, name="presence"),
    path("teach/days/<str:code>/presence/confirm/", presence.settle, name="settle_day"),
    path("teach/days/<str:code>/paper/", paper.paper, name="paper"),
    path("teach/days/<str:code>/report/", report.report, name="report"),
    path("teach/days/<str:code>/report/<str:kind>/", report.report_file, name="report_file"),
    path("teach/attendances/<str:code>/", presence.attendance, name="attendance"),
    path("teach/applications/<str:code>/", applications.application, name="teach_application"),
]
