"""Records and pages of webinars."""

from .announced import AudienceQuestion, LiveAttendance, QuestionVote, Registration
from .media import Cut, CutState, Kind, Rendition, Stage, Upload
from .notes import Note
from .pages import WebinarIndexPage, WebinarPage, WebinarSpeaker
from .quiz import QuestionMoment, QuestionVersion, QuizAnswer, QuizAttempt
from .records import Webinar, WebinarQuerySet, media_name
from .series import SeriesPart, WebinarSeriesPage
from .slides import Deck, DeckState, Slide, SlideChange
from .steps import WebinarStepPage
from .sticks import Stick, StickForm, StickProgress
from .watched import Viewing
from .words import LANGUAGES, CaptionDraft, CaptionTrack, CaptionVersion, Chapter, Sentence

__all__ = [
    "LANGUAGES",
    "AudienceQuestion",
    "CaptionDraft",
    "CaptionTrack",
    "CaptionVersion",
    "Chapter",
    "Cut",
    "CutState",
    "Deck",
    "DeckState",
    "Kind",
    "LiveAttendance",
    "Note",
    "QuestionMoment",
    "QuestionVersion",
    "QuestionVote",
    "QuizAnswer",
    "QuizAttempt",
    "Registration",
    "Rendition",
    "Sentence",
    "SeriesPart",
    "Slide",
    "SlideChange",
    "Stage",
    "Stick",
    "StickForm",
    "StickProgress",
    "Upload",
    "Viewing",
    "Webinar",
    "WebinarIndexPage",
    "WebinarPage",
    "WebinarQuerySet",
    "WebinarSeriesPage",
    "WebinarSpeaker",
    "WebinarStepPage",
    "media_name",
]
