from .applications import Application, Approval
from .days import Internship, InternshipDay, Slot
from .pages import InternshipIndexPage, InternshipPage
from .presence import Attendance, Scan, SlotCorrection

__all__ = [
    "Application",
    "Approval",
    "Attendance",
    "Internship",
    "InternshipDay",
    "InternshipIndexPage",
    "InternshipPage",
    "Scan",
    "Slot",
    "SlotCorrection",
]
