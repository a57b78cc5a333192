from .applications import Application, Approval
from .days import Internship, InternshipDay, Slot
from .feeds import CalendarFeed
from .groups import Group, GroupMember, ScheduleVersion, Station, Stop
from .packs import Pack
from .pages import InternshipIndexPage, InternshipPage
from .presence import Attendance, Scan, SlotCorrection
from .quotas import KeptPlaces
from .reservations import Reservation, ReservedSeat

__all__ = [
    "Application",
    "Approval",
    "Attendance",
    "CalendarFeed",
    "Group",
    "GroupMember",
    "Internship",
    "InternshipDay",
    "InternshipIndexPage",
    "InternshipPage",
    "KeptPlaces",
    "Pack",
    "Reservation",
    "ReservedSeat",
    "Scan",
    "ScheduleVersion",
    "Slot",
    "SlotCorrection",
    "Station",
    "Stop",
]
