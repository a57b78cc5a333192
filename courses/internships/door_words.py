"""What the door's app says; names in braces are filled in on the device."""

from __future__ import annotations

from django.utils.translation import gettext as _


def door_words() -> dict[str, str]:
    return {**_answers(), **_refusals(), **_state()}


def _answers() -> dict[str, str]:
    return {
        "welcome": _("Welcome"),
        "already_here": _("Already here"),
        "goodbye": _("Goodbye"),
        "since": _("Came at {at}, marked by {by}. The second time changed nothing."),
        "marked_at": _("Marked at {at}"),
        "this_device": _("this device"),
        "group": _("Group {n}"),
        "over_the_number": _("Without a place: over the number."),
        "not_in_list": _("Not in the list as of {at}, but the pass is genuine."),
        "not_verified": _("The signature was not checked: this browser cannot. The code is in the list."),
        "walk_in_kept": _("Written in. If this person has applied, you will be told after the next contact."),
    }


def _refusals() -> dict[str, str]:
    return {
        "not_let_in": _("Not let in"),
        "not_today": _("Not for today"),
        "unreadable": _("This is not a pass of ours."),
        "forged": _("This pass is forged or damaged: its signature does not fit."),
        "another_day": _("This pass is for another day: {date}."),
        "day_cancelled": _("This day is cancelled."),
        "no_place": _("There is no place behind this pass: {state}."),
        "unknown": _("There is no such code. Look for the person by name."),
        "cannot_verify": _("This pass is not in the list, and this browser cannot check its signature. Look for the person by name."),
        "namesake": _("In the list there is {name} ({from}). If it is the same person, find them by name; if another, press again."),
        "names_needed": _("An e-mail, a surname and a name are needed."),
    }


def _state() -> dict[str, str]:
    return {
        "online": _("On line"),
        "offline": _("No network"),
        "waiting": _("waiting: {n}"),
        "as_of": _("List as of {at}"),
        "ready": _("ready to work without a network"),
        "no_list": _("There is no list on this device yet: it needs the network once."),
        "over": _("The day is over: its list has been thrown away from this device."),
        "no_crypto": _("This browser cannot keep the list safe. Use the page without scanning."),
        "no_camera": _("The camera does not answer. Allow it in the browser, or look for the person by name."),
        "camera_on": _("Hold the code of the pass before the camera."),
        "counts": _("Came: {came} of {accepted}"),
        "counts_over": _(", over the number: {n}"),
        "nobody": _("Nobody of this name or code"),
        "more": _("And {n} more: type more of the name."),
        "let_in": _("Mark the arrival"),
        "let_out": _("Mark the departure"),
        "let_in_over": _("Let in over the number"),
        "not_yours": _("This page is no longer open to you: the list has been taken off this device."),
        "server_error": _("The server answers with an error ({status}). All marks stay on this device."),
        "others": _("Marks of another day wait here to be sent: open its page."),
        "refused_mark": _("not kept"),
        "storage_full": _("The device did not keep the mark: its storage is full or closed. Write the person down on paper."),
    }
