"""Before a webinar and while it is held: registration, letters, calendars, the live link, questions sent ahead."""
