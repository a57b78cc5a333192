"""What happened to a certificate, in words for the coordinator."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_VERBS = {
    "issue": _("issued"),
    "issue_instead": _("issued instead of another"),
    "render": _("the file is made"),
    "strengthen": _("a time stamp is added to the seal"),
    "sign_credential": _("the machine-readable form is signed"),
    "take_qualified_signature": _("a qualified signature is taken in"),
    "replace": _("replaced"),
    "revoke": _("revoked"),
    "hide": _("hidden by its holder"),
    "show": _("shown again by its holder"),
    "begin": _("«Issue» pressed"),
    "pause": _("paused"),
    "resume": _("resumed"),
    "stop": _("stopped for good"),
    "retry": _("the failed ones tried again"),
    "finish": _("finished"),
    "send": _("letters let go"),
    "pack": _("files for the office asked for"),
    "forget_packs": _("files for the office deleted after their term"),
    "share": _("shared by its holder by a link"),
    "withdraw_share": _("a link was withdrawn by its holder"),
}


def verb_words(verb: str) -> Any:
    return _VERBS.get(verb, verb)
