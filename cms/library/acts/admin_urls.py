"""The legal base's desk in Wagtail, under /cms/."""

from django.urls import path

from . import choosing, editor_views, reviewing_views

urlpatterns = [
    path("library/acts/choose/", choosing.choose, name="library_choose_act"),
    path("library/acts/choose/<uuid:act>/", choosing.choose_article, name="library_choose_article"),
    path("library/acts/chosen/<uuid:act>/", choosing.chosen, name="library_chosen_act"),
    path("library/acts/chosen/<uuid:act>/<uuid:article>/", choosing.chosen, name="library_chosen_article"),
    path("library/acts/<int:page_id>/editions/", editor_views.editions, name="library_editions"),
    path("library/acts/<int:page_id>/editions/begin/", editor_views.begin, name="library_begin_edition"),
    path("library/acts/<int:page_id>/draft/", editor_views.draft, name="library_draft"),
    path("reports/acts/", reviewing_views.reviews, name="library_reviews"),
    path("reports/acts/<int:number>/clear/", reviewing_views.clear, name="library_clear_review"),
]
