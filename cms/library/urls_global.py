"""Addresses of the library without a language."""

from django.urls import path

from .harvesting.views import oai

app_name = "library_global"
urlpatterns = [path("oai/", oai, name="oai")]
