"""Addresses of recordings, their words and what was watched. Pages of webinars are Wagtail's."""

from django.urls import path

from .announcing import question_views, teach_views
from .announcing import views as announcing
from .offline import views as offline
from .quiz import views as quiz
from .recordings import views as recordings
from .sharing import feeds
from .sharing import views as sharing
from .watching import note_views
from .watching import views as watching
from .words import views as words

app_name = "webinars"
urlpatterns = [
    path("webinars/<str:code>/recording.mp4", recordings.recording, name="recording"),
    path("webinars/<str:code>/poster", recordings.poster, name="poster"),
    path("webinars/<str:code>/captions.<str:language>.vtt", words.captions, name="captions"),
    path("webinars/<str:code>/slides.<str:language>.pdf", words.deck, name="deck"),
    path("webinars/<str:code>/slides/<int:deck>/<int:number>.webp", words.slide, name="slide"),
    path("webinars/podcast.xml", feeds.AudioFeed(), name="audio_feed"),
    path("webinars/video.xml", feeds.VideoFeed(), name="video_feed"),
    path("webinars/series/<uuid:key>/podcast.xml", feeds.AudioFeed(), name="series_audio_feed"),
    path("webinars/series/<uuid:key>/video.xml", feeds.VideoFeed(), name="series_video_feed"),
    path("webinars/<str:code>/embed/", sharing.embed, name="embed"),
    path("webinars/<str:code>/chapters.json", sharing.chapters, name="chapters"),
    path("webinars/<str:code>/registration/", announcing.registration, name="registration"),
    path("webinars/<str:code>/registration/withdraw/", announcing.withdraw, name="withdraw"),
    path("webinars/<str:code>/registration/panel/", announcing.panel, name="registration_panel"),
    path("webinars/<str:code>/enter/", announcing.enter, name="enter"),
    path("webinars/<str:code>/questions/", question_views.questions, name="questions"),
    path("webinars/questions/<str:code>/vote/", question_views.cast, name="vote"),
    path("webinars/questions/<str:code>/edit/", question_views.edit, name="edit_question"),
    path("webinars/questions/<str:code>/take-back/", question_views.take_back, name="take_back_question"),
    path("teach/webinars/", teach_views.webinars, name="teach_webinars"),
    path("teach/webinars/<str:code>/", teach_views.webinar, name="teach_webinar"),
    path("teach/webinars/<str:code>/cancel/", teach_views.cancel, name="cancel_webinar"),
    path("teach/webinars/<str:code>/people/<str:registration_code>/take-off/", teach_views.take_off, name="take_off_list"),
    path("teach/webinars/<str:code>/people.<str:kind>", teach_views.people_file, name="webinar_people"),
    path("teach/webinars/<str:code>/questions/<str:question_code>/", teach_views.moderate, name="moderate_question"),
    path("my/sticks/", offline.sticks, name="sticks"),
    path("my/sticks/new/", offline.new, name="new_stick"),
    path("my/sticks/progress/", offline.hand_in, name="hand_in"),
    path("my/sticks/<str:code>/", offline.stick, name="stick"),
    path("my/sticks/<str:code>/file.zip", offline.file, name="stick_file"),
    path("webinars/<str:code>/notes/", note_views.notes, name="notes"),
    path("webinars/<str:code>/notes.<str:form>", note_views.notes_file, name="notes_file"),
    path("webinars/<str:code>/watched/", watching.watched, name="watched"),
    path("webinars/<str:code>/quiz/", quiz.quiz, name="quiz"),
]
