"""A designer's own sheet: HTML and CSS of a safe subset, read token by token and written anew.

markup (HTML and its slots) and styles (CSS) refuse whatever is not on their lists, with its line; visible measures the laid out
sheet. What is kept and drawn is what they wrote, never what was typed.
"""
