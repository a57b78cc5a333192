"""The school's addresses and one bare view among them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from school import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang='uk'><title>Bare</title><h1>Bare</h1></html>")


urlpatterns = [path("bench/bare/", bare), *urls.urlpatterns]
