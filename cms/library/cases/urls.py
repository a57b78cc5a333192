from django.urls import path

from .views import reading

app_name = "cases"
urlpatterns = [
    path("library/cases/compare/", reading.compare, name="compare"),
]
