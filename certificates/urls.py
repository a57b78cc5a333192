from django.urls import path, re_path

from . import achievement_views as achievements
from . import qualified_views, register_views, sharing_views, upload_views, verify_views, views
from .credentials import views as credential_views
from .teach import batches, certificate, given, register, waiting

app_name = "certificates"
urlpatterns = [
    path("my/certificates/", views.mine, name="mine"),
    path("my/certificates/register/", views.name_in_register, name="name_in_register"),
    path("my/certificates/<str:code>/pdf/", views.download, name="download"),
    path("my/certificates/<str:code>/badge/", credential_views.badge, name="badge"),
    re_path(r"^my/certificates/(?P<code>[0-9A-Z]{16})/credential\.(?P<form>json|jwt|png|svg)$", credential_views.download, name="credential"),
    path("my/certificates/<str:code>/show/", views.visibility, name="visibility"),
    path("my/certificates/<str:code>/qualified/<int:pk>/", qualified_views.signature, name="signature"),
    path("my/certificates/<str:code>/links/", sharing_views.links, name="links"),
    path("my/certificates/<str:code>/links/<int:pk>/withdraw/", sharing_views.withdraw_link, name="withdraw_link"),
    path("my/achievements/", achievements.mine, name="achievements"),
    path("my/achievements/show/", achievements.visibility, name="show_achievements"),
    path("my/achievements/transcript/", achievements.transcribe, name="transcribe"),
    path("my/achievements/transcript/<str:code>/pdf/", achievements.download, name="download_transcript"),
    path("achievements/<str:code>/", achievements.shown, name="shown_achievements"),
    path("verify/", verify_views.verify_form, name="verify"),
    path("verify/file/", upload_views.check, name="check_file"),
    path("verify/offline/", verify_views.offline, name="verify_offline"),
    path("verify/transcript/<str:code>/", achievements.transcript, name="transcript"),
    path("verify/register/", register_views.open_register, name="open_register"),
    path("verify/register.<str:kind>", register_views.open_register_file, name="open_register_file"),
    path("verify/<str:code>/", verify_views.verified, name="verified"),
    path("verify/<str:code>/picture/", verify_views.picture, name="picture"),
    path("teach/certificates/", register.register, name="register"),
    path("teach/certificates/register.xlsx", register.export_xlsx, name="export_xlsx"),
    path("teach/certificates/export/", register.export, name="export"),
    path("teach/certificates/given/", given.given, name="given"),
    path("teach/certificates/give/<str:kind>/<str:key>/", given.give, name="give"),
    path("teach/certificates/waiting/", waiting.waiting, name="waiting"),
    path("teach/certificates/qualified/", qualified_views.qualified, name="qualified"),
    path("teach/certificates/qualified/export/", qualified_views.export_view, name="qualified_export"),
    path("teach/certificates/issue/<str:code>/", waiting.issue_one, name="issue_one"),
    path("teach/certificates/issue-day/<str:code>/", waiting.issue_day, name="issue_day"),
    path("teach/certificates/batches/", batches.batches, name="batches"),
    path("teach/certificates/batches/new/", batches.new_batch, name="new_batch"),
    path("teach/certificates/batches/new/sheet/", batches.sheet_picture, name="sheet_picture"),
    path("teach/certificates/batches/<str:code>/", batches.batch, name="batch"),
    path("teach/certificates/batches/<str:code>/files/<int:pk>/", batches.pack_file, name="batch_file"),
    path("teach/certificates/batches/<str:code>/stop/", batches.stop, name="stop_batch"),
    path("teach/certificates/batches/<str:code>/<str:verb>/", batches.steer, name="steer_batch"),
    path("teach/certificates/<str:code>/", certificate.certificate, name="certificate"),
    path("teach/certificates/<str:code>/replace/", certificate.replace_view, name="replace"),
    path("teach/certificates/<str:code>/revoke/", certificate.revoke_view, name="revoke"),
    path("teach/certificates/<str:code>/issue-anew/", certificate.issue_anew, name="issue_anew"),
]
