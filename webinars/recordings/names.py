"""Names of files within the folder of a cut."""

from __future__ import annotations


class InsideConverter:
    """Kind first, then at most two folders: nothing that could climb out."""

    regex = r"[a-z0-9_]+(?:/[a-z0-9_-]+){0,2}\.(?:mp4|m4a|m4s|m3u8|jpg|vtt)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
