"""Addresses, gathered from every room. What is printed on paper has no language; the rest does."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from school.foundation.urls import link_urlpatterns

urlpatterns = [
    path("", include("school.foundation.urls")),
    path("", include("certificates.urls_global")),
    path("", include("certificates.credentials.urls")),
    path("", include("webinars.urls_global")),
    path("", include("cms.library.urls_global")),
    path("", include("cms.pages.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("footnotes/", include("wagtail_footnotes.urls")),  # the editor asks for its dialogue there
]

urlpatterns += i18n_patterns(
    *link_urlpatterns,
    path("", include("school.accounts.urls")),
    path("", include("school.dashboard.urls")),
    path("", include("courses.assessment.urls")),
    path("", include("courses.internships.urls")),
    path("", include("webinars.urls")),
    path("", include("certificates.urls")),
    path("", include("courses.learning.urls")),
    path("", include("cms.library.cases.urls")),
    path("", include("cms.search.urls")),
    path("", include("cms.library.acts.urls")),
    path("", include("cms.library.pieces.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "cms.pages.errors.bad_request"
handler403 = "cms.pages.errors.forbidden"
handler404 = "cms.pages.errors.not_found"
handler500 = "cms.pages.errors.server_error"
