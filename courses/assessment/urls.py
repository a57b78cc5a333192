from django.urls import path

from . import views
from .surveys import views as surveys

app_name = "assessment"
urlpatterns = [
    path("surveys/<str:code>/", surveys.survey, name="survey"),
    path("learn/<str:run_code>/<str:activity_code>/test/", views.start, name="start"),
    path("learn/<str:run_code>/<str:activity_code>/test/<int:number>/", views.review, name="review"),
    path("learn/<str:run_code>/<str:activity_code>/test/<int:number>/<int:at>/", views.question, name="question"),
    path("learn/<str:run_code>/<str:activity_code>/test/<int:number>/submit/", views.submit, name="submit"),
    path("learn/<str:run_code>/<str:activity_code>/test/<int:number>/result/", views.result, name="result"),
]
