"""The legal base: acts, their editions and articles; who cites them, and what must be looked at when they change."""
