"""What the page on a stick says; names in braces are filled in there."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

OTHER = {"uk": "In English", "en": "Українською"}  # whoever looks for the other language reads that one


def stick_words() -> dict[str, str]:
    return {
        "title": _("Webinars on a stick"),
        "made_for": _("Made for: {person}, {date}"),
        "webinars": _("Webinars"),
        "chapters": _("Chapters"),
        "transcript": _("Transcript"),
        "search": _("Search in the transcript"),
        "found": _("Found: {n}"),
        "nothing": _("Nothing found. Try another word."),
        "slides": _("Slides"),
        "speed": _("Speed"),
        "captions": _("Captions"),
        "off": _("Off"),
        "watched": _("Watched: {n} %"),
        "needed": _("What was really played is counted; {n} % are needed."),
        "hand_in": _("Hand in what you watched"),
        "how": _("When you have a network, sign in at the school, open «My learning» and give it this file, or scan the code with a phone."),
        "file": _("Progress file"),
        "code": _("Show a QR code"),
        "code_alt": _("QR code with what you watched"),
        "too_long": _("There is too much for a QR code now. Save the progress file instead."),
        "not_kept": _("This browser forgets what you watched when the page is closed. Save the progress file before that."),
        "asking": _("Questions on the way"),
        "asking_how": _("The recording pauses at these moments and asks. You can always put a question off and play on."),
        "test": _("Concluding test"),
        "test_how": _("{n} % of the points are needed. Answers are checked when you hand in the progress file."),
        "several": _("Choose every right answer."),
        "answer": _("Give this answer"),
        "play_on": _("Play on"),
        "kept": _("The answer is kept. It will be checked when you hand in the progress file."),
        "choose": _("Choose an answer first."),
        "test_put": _("Put the test into the progress file"),
        "test_kept": _("The test is in the progress file. You can change answers and put it in again."),
        "nothing_yet": _("Nothing has been watched yet."),
        "other": OTHER[get_language() or "uk"],
        "cannot_play": _("This browser cannot play the recording. Try Chrome, Edge or Firefox."),
    }
