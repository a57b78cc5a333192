"""An article's key follows from its act, kind and number: whoever imports the act again finds the same article."""

from uuid import UUID, uuid5


def article_key(act: UUID, level: str, number: str) -> UUID:
    return uuid5(act, f"{level}:{number}")
