from django.urls import path

from . import organisation_views, teach, views

app_name = "dashboard"
urlpatterns = [
    path("my/", views.my, name="my"),
    path("teach/report/", teach.report, name="report"),
    path("teach/report/<str:kind>/", teach.report_file, name="report_file"),
    path("teach/coverage/", teach.coverage, name="coverage"),
    path("organisation/<str:code>/", organisation_views.desk, name="organisation"),
    path("organisation/<str:code>/hours.<str:kind>", organisation_views.hours, name="organisation_hours"),
]
