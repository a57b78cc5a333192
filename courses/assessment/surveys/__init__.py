"""Surveys: questions of a form, frozen when it opens, answered once, shown when it may be."""
