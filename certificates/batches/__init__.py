"""Issuing to many at once: whom (candidates, warnings), doing it (issuing), telling them (outbox), files for the office (packing)."""
