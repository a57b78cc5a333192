from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    JOURNALIST = "journalist", _("journalist")
    STUDENT = "student", _("student")
    NGO = "ngo", _("member of an NGO")
    LOCAL_GOVERNMENT = "local_government", _("local government")
    OTHER = "other", _("other")


class MembershipRole(TextChoices):
    HEAD = "head", _("head or personnel office")


class ConsentPurpose(TextChoices):
    LEARNING = "learning", _("learning and certificates")
    REGISTER = "register", _("name in the open register of certificates")


class PartnerRole(TextChoices):
    FUNDER = "funder", _("funder")
    PARTNER = "partner", _("partner")
