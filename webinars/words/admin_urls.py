"""The desk of words in Wagtail, under /cms/webinars/."""

from django.urls import path

from . import editor_views as editor
from . import slide_views as slides

urlpatterns = [
    path("webinars/<str:code>/captions/<str:language>/", editor.captions, name="webinar_captions"),
    path("webinars/<str:code>/captions/<str:language>/draft/", editor.draft, name="webinar_captions_draft"),
    path("webinars/<str:code>/captions/<str:language>/read/", editor.read, name="webinar_captions_read"),
    path("webinars/<str:code>/captions/<str:language>/versions/<int:number>/", editor.version, name="webinar_captions_version"),
    path("webinars/<str:code>/captions/<str:language>/captions.<str:kind>", editor.download, name="webinar_captions_file"),
    path("webinars/<str:code>/chapters/", editor.chapters, name="webinar_chapters"),
    path("webinars/<str:code>/slides/<str:language>/", slides.slides, name="webinar_slides"),
    path("webinars/<str:code>/slides/<str:language>/<int:deck>/", slides.marks, name="webinar_slides_marks"),
]
