"""News of webinars, sent inside the verb's transaction."""

from django.dispatch import Signal

webinar_watched = Signal()  # viewing; once, when it is first complete: the required share and the concluding test
