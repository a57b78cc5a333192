"""Names of the centre-wide groups. What each may do is granted by `ensure_roles` in the roof."""

COORDINATOR = "coordinator"
AUTHOR = "author"
EDITOR = "editor"
PUBLISHER = "publisher"
ADMINISTRATOR = "administrator"
TRAINER = "trainer"

ALL = (COORDINATOR, AUTHOR, EDITOR, PUBLISHER, ADMINISTRATOR, TRAINER)
