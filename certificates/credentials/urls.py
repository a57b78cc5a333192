from django.urls import path, re_path

from . import views

app_name = "credentials"
urlpatterns = [  # once, without a language
    path(".well-known/did.json", views.did, name="did"),
    re_path(r"^credentials/status/(?P<number>\d{1,9})\.(?P<form>json|jwt)$", views.status_list, name="status"),
    re_path(r"^credentials/(?P<code>[0-9A-Z]{16})\.(?P<form>json|jwt|svg)$", views.credential, name="credential"),
]
