from django.urls import path

from . import sharing_views, teach, verify_views, views

app_name = "certificates"
urlpatterns = [
    path("my/certificates/", views.mine, name="mine"),
    path("my/certificates/<str:code>/pdf/", views.download, name="download"),
    path("my/certificates/<str:code>/show/", views.visibility, name="visibility"),
    path("my/certificates/<str:code>/links/", sharing_views.links, name="links"),
    path("my/certificates/<str:code>/links/<int:pk>/withdraw/", sharing_views.withdraw_link, name="withdraw_link"),
    path("verify/", verify_views.verify_form, name="verify"),
    path("verify/offline/", verify_views.offline, name="verify_offline"),
    path("verify/<str:code>/", verify_views.verified, name="verified"),
    path("verify/<str:code>/picture/", verify_views.picture, name="picture"),
    path("teach/certificates/", teach.register, name="register"),
    path("teach/certificates/export/", teach.export, name="export"),
    path("teach/certificates/waiting/", teach.waiting, name="waiting"),
    path("teach/certificates/issue/<str:code>/", teach.issue_one, name="issue_one"),
    path("teach/certificates/issue-day/<str:code>/", teach.issue_day, name="issue_day"),
    path("teach/certificates/issue-run/<str:code>/", teach.issue_run, name="issue_run"),
    path("teach/certificates/job/<int:job_id>/", teach.job, name="job"),
    path("teach/certificates/<str:code>/", teach.certificate, name="certificate"),
    path("teach/certificates/<str:code>/replace/", teach.replace_view, name="replace"),
    path("teach/certificates/<str:code>/revoke/", teach.revoke_view, name="revoke"),
    path("teach/certificates/<str:code>/issue-anew/", teach.issue_anew, name="issue_anew"),
]
