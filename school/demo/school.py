"""The whole demo, in one transaction: either there is a school, or there is none."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from courses.learning.teaching import appoint_trainer
from school.dashboard.roles import ensure_roles

from . import (
    acts,
    announced,
    cases,
    classroom,
    conference,
    content,
    courses,
    feedback,
    glossary,
    house,
    internships,
    library,
    life,
    people,
    questions,
    site,
    synonyms,
    topics,
    webinar,
)


@transaction.atomic
def make_school(say: Callable[[str], object]) -> None:
    say("The demo school: pages of the centre …")
    homes = site.make_homes()
    sections = site.make_sections(homes)
    site.make_centre_pages(homes)
    house.make_settings()
    projects = list(house.make_projects().values())
    house.make_templates()
    synonyms.make_synonyms()
    ensure_roles()
    say("The demo school: people …")
    consent = people.make_consent_text()
    people.make_organisations()
    cast = people.make_cast(consent)
    crowd = people.make_participants(consent)
    instructors = people.make_instructors(cast)
    topics.make_topics(sections["library"])
    say("The demo school: the legal base …")
    acts.make_acts(sections["library"])
    say("The demo school: the library …")
    library.make_pieces(sections["library"], library.make_people(homes, instructors))
    cases.make_cases(sections["library"])
    glossary.make_glossary(sections["library"])
    made = {}
    for slug in content.course_slugs():
        say(f"The demo school: course {slug} …")
        cards = list(instructors.values())[:2]
        made[slug] = courses.make_course(slug, sections["courses"], cards, [])
        appoint_trainer(course=made[slug], user=cast["taras"], actor=cast["halyna"])
    say("The demo school: internship days and webinars …")
    internship = internships.make_programme(sections["internships"])
    feedback.make_form()
    test = life.open_concluding_test(made["after-the-day"], cast["halyna"])
    internships.make_days(internship, cast, crowd, projects[0] if projects else None, test)
    conference.make_conference(sections["internships"], cast["halyna"])
    recordings = webinar.make_webinars(sections["webinars"], instructors, projects[-1] if projects else None)
    webinar.make_series(sections["webinars"])
    webinar.put_into_course("digital-multimedia")
    webinar.watch(recordings[0], [*crowd[26:36], *crowd[:4]])
    coming = announced.make_announced(sections["webinars"], instructors, projects[-1] if projects else None)
    announced.people_it(coming, cast, crowd)
    acts.make_later_editions()
    cases.make_submissions(cast)
    questions.make_questions(sections["library"], cast["halyna"])
    say("The demo school: runs, learners, certificates …")
    life.make_runs(made, cast, crowd, projects)
    people.agree_to_register([cast["olena"], *crowd[::3]])
    classroom.make_room_run(made["digital-multimedia"], cast, crowd)
    feedback.answer_after_the_day()
