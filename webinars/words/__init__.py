"""Captions, chapters, transcript and slides."""
