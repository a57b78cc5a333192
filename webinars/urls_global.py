"""Files of recordings: one address whatever the language, so that one copy is kept by caches and by people's devices."""

from django.urls import path, register_converter

from .recordings import views
from .recordings.names import InsideConverter
from .sharing import views as sharing

register_converter(InsideConverter, "inside")
urlpatterns = [
    path("oembed/", sharing.oembed, name="oembed"),
    path("webinars/<str:code>/cuts/<int:number>/<inside:path>", views.file, name="webinar_file"),
    path("webinars/signed/<str:ticket>/<str:code>/cuts/<int:number>/<inside:path>", views.signed_file, name="webinar_signed_file"),
]
