from django.conf import settings
from django.urls import path

from . import links, offline, views
from .keeping import kept_urlpatterns

app_name = "foundation"
urlpatterns = [
    path("healthz/", views.healthz, name="healthz"),
    path("readyz/", views.readyz, name="readyz"),
    path("sw.js", offline.worker, name="worker"),
    path("art/<str:what>/<str:key>.svg", views.art, name="art"),
    path("media/<path:name>", views.media, name="media"),
]
if settings.DEV_MAIL:
    urlpatterns += [path("dev/mail/", views.dev_mail, name="dev_mail"), path("dev/mail/<int:pk>/", views.dev_letter, name="dev_letter")]
link_urlpatterns = [path("link/<str:token>/", links.open_link, name="link"), *kept_urlpatterns]
