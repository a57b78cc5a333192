"""Recordings out in the world: feeds, structured data, embedding, a link to a moment."""
