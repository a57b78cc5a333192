from .applications import Application, Approval
from .days import Internship, InternshipDay, Slot
from .feeds import CalendarFeed
from .groups import Group, GroupMember, ScheduleVersion, Station, Stop
from .materials import Material
from .meetings import Meeting, MeetingInvitation, MeetingPresence
from .packs import Pack
from .pages import InternshipIndexPage, InternshipPage
from .presence import Attendance, Scan, SlotCorrection
from .quotas import KeptPlaces
from .reservations import Reservation, ReservedSeat
from .sessions import SessionPage

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
    "Material",
    "Meeting",
    "MeetingInvitation",
    "MeetingPresence",
    "Pack",
    "Reservation",
    "ReservedSeat",
    "Scan",
    "ScheduleVersion",
    "SessionPage",
    "Slot",
    "SlotCorrection",
    "Station",
    "Stop",
]
