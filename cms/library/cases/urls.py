from django.urls import path

from .views import reading, sending

app_name = "cases"
urlpatterns = [
    path("library/cases/compare/", reading.compare, name="compare"),
    path("library/cases/send/", sending.send, name="send"),
    path("library/cases/send/new/", sending.begin, name="begin"),
    path("library/cases/send/<slug:code>/", sending.draft, name="draft"),
]
