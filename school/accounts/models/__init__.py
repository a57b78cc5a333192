from ..enums import Category, ConsentPurpose, MembershipRole, PartnerRole
from .consents import Consent, ConsentText
from .organisations import City, Membership, Organisation
from .people import Profile, User, UserManager, shown_name
from .projects import Project

__all__ = [
    "Category",
    "City",
    "Consent",
    "ConsentPurpose",
    "ConsentText",
    "Membership",
    "MembershipRole",
    "Organisation",
    "PartnerRole",
    "Profile",
    "Project",
    "User",
    "UserManager",
    "shown_name",
]
