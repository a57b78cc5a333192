from django.urls import path

from . import views

app_name = "webinars"
urlpatterns = [
    path("webinars/<str:code>/recording.mp4", views.recording, name="recording"),
    path("webinars/<str:code>/poster", views.poster, name="poster"),
    path("webinars/<str:code>/captions.<str:language>.vtt", views.captions, name="captions"),
    path("webinars/<str:code>/watched/", views.watched, name="watched"),
]
