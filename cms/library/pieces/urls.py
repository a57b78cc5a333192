"""Addresses of pieces that no page has."""

from django.urls import path

from .feeds import PiecesFeed, json_feed

app_name = "pieces"
urlpatterns = [
    path("library/feed.atom", PiecesFeed(), name="atom"),
    path("library/feed.json", json_feed, name="json"),
]
