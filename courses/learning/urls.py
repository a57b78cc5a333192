from django.urls import path

from .views import enrolling, player
from .views.teach import people, runs

app_name = "learning"
urlpatterns = [
    path("learn/<str:run_code>/", player.course_start, name="course_start"),
    path("learn/<str:run_code>/enrol/", enrolling.enrol_view, name="enrol"),
    path("learn/<str:run_code>/panel/", enrolling.panel, name="panel"),
    path("learn/<str:run_code>/finished/", player.finished, name="finished"),
    path("learn/<str:run_code>/<str:activity_code>/", player.activity, name="activity"),
    path("learn/<str:run_code>/<str:activity_code>/done/", player.complete, name="complete"),
    path("my/enrolments/<str:code>/withdraw/", enrolling.withdraw_view, name="withdraw"),
    path("teach/", runs.home, name="teach"),
    path("teach/courses/<str:code>/", runs.course_report, name="course_report"),
    path("teach/courses/<str:code>/open-run/", runs.run_open, name="run_open"),
    path("teach/courses/<str:code>/trainers/", runs.trainers, name="trainers"),
    path("teach/runs/<str:code>/", runs.run, name="run"),
    path("teach/runs/<str:code>/change/", runs.run_change, name="run_change"),
    path("teach/runs/<str:code>/cancel/", runs.run_cancel, name="run_cancel"),
    path("teach/runs/<str:code>/adopt/", runs.adopt, name="adopt"),
    path("teach/runs/<str:code>/release/", runs.release, name="release"),
    path("teach/runs/<str:run_code>/outline/", player.preview, name="run_outline"),
    path("teach/runs/<str:code>/import/", people.import_list, name="import"),
    path("teach/runs/<str:code>/import/<int:job_id>/", people.import_report, name="import_report"),
    path("teach/runs/<str:code>/invite/", people.invite, name="invite"),
    path("teach/runs/<str:code>/export/", people.export, name="run_export"),
    path("teach/runs/<str:code>/people/", people.decide, name="decide"),
    path("teach/enrolments/<str:code>/", people.person, name="person"),
    path("teach/find-people/", people.find, name="find_people"),
]
