"""The recording as files."""
