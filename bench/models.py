"""The baseline: a Wagtail page type as the tutorial begins with, and nothing of ours in it."""

from wagtail.models import Page


class BarePage(Page):
    template = "bench/bare_page.html"
