from .applications import Application
from .days import Internship, InternshipDay, Slot
from .pages import InternshipIndexPage, InternshipPage

__all__ = ["Application", "Internship", "InternshipDay", "InternshipIndexPage", "InternshipPage", "Slot"]
