from django.urls import path

from . import views as acts

app_name = "library"
urlpatterns = [
    path("cite/<uuid:act>/", acts.cited_act, name="cited_act"),
    path("cite/<uuid:act>/card/", acts.card, name="act_card"),
    path("cite/<uuid:act>/<uuid:article>/", acts.cited_article, name="cited_article"),
    path("cite/<uuid:act>/<uuid:article>/card/", acts.card, name="article_card"),
]
