"""News of the School, sent inside the verb's transaction."""

from django.dispatch import Signal

place_given = Signal()  # claim
enrolment_activated = Signal()  # enrolment
enrolment_completed = Signal()  # enrolment
enrolment_withdrawn = Signal()  # enrolment
outline_adopted = Signal()  # run; whoever knows of steps done before says so
run_cancelled = Signal()  # run, actor, reason
