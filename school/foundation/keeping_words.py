"""What the device says about what it keeps; names in braces are filled in there."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kept_words() -> dict[str, str]:
    return {**_dialog(), **_list()}


def _dialog() -> dict[str, str]:
    return {
        "kb": _("{n} KB"),
        "mb": _("{n} MB"),
        "gb": _("{n} GB"),
        "save": _("Save {size}"),
        "free": _("{size} free on this device"),
        "going": _("{done} of {size}"),
        "left": _("{done} of {size}, about {n} min left"),
        "waiting": _("There is no network. What has been taken is kept, and it goes on by itself when the network is back."),
        "another_tab": _("It is being saved in another tab of this browser."),
        "no_room": _("There is not enough room: {needed} needed, {left} free. Delete something you saved, or choose a smaller form."),
        "no_room_unknown": _("There is not enough room on this device for {needed}. Delete something you saved, or choose a smaller form."),
        "largest": _("Most room is taken by: {titles}."),
        "busy": _("The school is busy and asks to wait. It goes on by itself in {n} s."),
        "refused": _("This cannot be saved now: the school answered {why}. Try again later."),
        "closed": _("The school does not give this to you now. If your sign-in has run out, sign in and try again."),
        "failed": _("This browser could not save it: {why}."),
        "saved": _("Saved on this device, {size}"),
        "unfinished": _("Not saved whole yet"),
    }


def _list() -> dict[str, str]:
    return {
        "total": _("{size} in all"),
        "newer": _("There is a newer version, {size}"),
        "update": _("Update"),
        "resume": _("Continue"),
        "delete": _("Delete"),
        "broken": _("Part of it is missing: the browser took it back to make room. Update it while there is a network."),
        "no_store": _("This browser keeps nothing for the school here: a private window, or its storage is switched off or broken."),
        "others": _("Copies of another person"),
        "others_about": _("They open only for whoever saved them, after signing in."),
        "not_counted": _("«{title}», marked without a network, was not counted: the school answered {status}. Open it and mark it again."),
        "removed": _("«{title}» is no longer on this device: it is not open to you any more."),
        "waits": _("Waits for the network: {n}. It is sent by itself, in the order you did it."),
        "not_here": _("There is no network, and the page you opened is not saved on this device. Here is what is."),
        "this_copy": _("This is the copy saved on this device on {date}."),
        "read_more": _("This step counts by time: {n} more min to read. This copy counts them."),
        "read_enough": _("This step counts by time: you have read it long enough here."),
        "watched_waits": _("What you do here is sent when there is a network again."),
    }
