from django.urls import include, path, re_path

from .views import entering, privacy, profile

own = (
    [
        path("my/profile/", profile.profile, name="profile"),
        path("my/profile/latin/", profile.latin, name="latin"),
        path("my/profile/organisations/", profile.organisations, name="organisations"),
        path("my/portrait/<str:code>/", profile.portrait, name="portrait"),
        path("my/privacy/", privacy.privacy, name="privacy"),
        path("my/privacy/export/", privacy.export, name="export"),
        path("my/privacy/erase/", privacy.erase, name="erase"),
        path("my/privacy/withdraw-consent/", privacy.withdraw, name="withdraw_consent"),
    ],
    "accounts",
)
urlpatterns = [
    path("", include(own)),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", entering.confirm_email),
    re_path(r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", entering.password_reset_from_key),
    path("accounts/", include("allauth.urls")),
]
