"""The organisation's seal: its keys, sealing a PDF, checking a sealed one, and signatures that others add."""
