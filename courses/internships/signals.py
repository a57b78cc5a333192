"""News of internships, sent inside the verb's transaction."""

from django.dispatch import Signal

attendance_confirmed = Signal()  # attendance; sent again when a correction changes what was confirmed
