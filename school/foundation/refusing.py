"""A verb that does not do what it was asked says why, in a sentence for whoever asked."""

from __future__ import annotations


class Refusal(Exception):
    """`code` for programs; the text is for people, in the active language."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
