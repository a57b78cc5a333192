from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/suggest/", views.suggestions, name="suggest"),
]
