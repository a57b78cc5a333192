from django.contrib.sitemaps.views import sitemap
from django.urls import path

from . import views
from .sitemap import SiteMap

app_name = "pages"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("documents/<int:document_id>/<path:filename>", views.document),  # before Wagtail's own; its name makes the address
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": SiteMap}}, name="sitemap"),
]
