"""What the player says from its script, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def player_words() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "mute": _("Switch the sound off"),
        "unmute": _("Switch the sound on"),
        "muted": _("The sound is off"),
        "sounding": _("The sound is on"),
        "volume": _("Volume {n} %"),
        "speed": _("Speed {n}"),
        "captions_on": _("Captions are on"),
        "captions_off": _("Captions are off"),
        "full": _("Full screen"),
        "leave_full": _("Leave the full screen"),
        "place": _("{now} of {all}"),
        "resumed": _("Goes on from {at}."),
        "unsent": _("{time} are kept on this device and will be sent when there is a network."),
        "kept_gone": _("This recording is not on the site now. What you watched is kept on this device for 30 days and sent if it comes back."),
        "kept_other": _("Somebody else has signed in on this device. What you watched is kept here for 30 days and sent when you sign in again."),
        "kept_out": _("You are signed out. What you watch is kept on this device and sent when you sign in again."),
        "note_out": _("You are signed out. The note is still here: sign in in another window, then keep it again."),
        "note_failed": _("The note was not kept. It is still here, try again."),
        "note_waits": _("The note was not sent: there is no network. It is still here, send it again later."),
        "quiz_waits": _("Your answer is kept on this device and will be checked when the network is back."),
        "quiz_failed": _("The answer was not taken. Try again in a minute."),
        "quiz_right": _("Right:"),
        "broken": _("The recording does not load. Check the network and press “Play” again."),
        "slow": _("The line is slow: it goes on in a quality that keeps up. You may choose another one in the settings."),
        "no_pip": _("This browser does not open a small window here."),
    }


def speeds() -> list[tuple[str, str]]:
    """Speeds of playing, as the script names them and as people read them."""
    said = {"0.5": _("twice as slow"), "1": _("as spoken"), "2": _("twice as fast")}
    rates = ("0.5", "0.75", "1", "1.25", "1.5", "1.75", "2")
    return [(rate, " – ".join(filter(None, (number_format(Decimal(rate)), said.get(rate))))) for rate in rates]
