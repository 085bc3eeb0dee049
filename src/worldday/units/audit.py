"""How the audit trail says what happened to units and people; {name} is the unit or person, the rest comes from the row."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "unit-created": _("added the unit {name}"),
    "unit-changed": _("changed the unit {name}: {changes}"),
    "unit-moved": _("moved the unit {name} to another parent unit: {changes}"),
    "unit-closed": _("closed the unit {name}: {changes}"),
    "unit-alias-added": _("let {name} also be called “{alias}”"),
    "unit-alias-removed": _("no longer calls {name} “{alias}”"),
    "unit-group-set": _("said which units “{name}” stands for"),
    "signed-in": _("signed in"),
    "signed-out": _("signed out"),
    "sign-in-failed": _("a wrong password was given for {name}"),
    "sign-in-code-failed": _("a wrong one-time code was given for {name}"),
    "sign-in-locked": _("after too many failures, sign-in was refused to {name}"),
    "password-changed": _("changed their password"),
    "password-reset": _("set a new password by e-mail link"),
    "second-factor-added": _("set up a second factor"),
    "second-factor-removed": _("removed their second factor"),
    "second-factor-reset": _("reset the second factor of {name}"),
    "recovery-codes-renewed": _("made new recovery codes"),
    "invitation-accepted": _("accepted the invitation and chose a password"),
    "staff-invited": _("invited {name} to {unit}"),
    "staff-invited-again": _("sent {name} a new invitation"),
    "staff-changed": _("corrected the name of {name}"),
    "staff-deactivated": _("deactivated the account of {name}"),
    "staff-reactivated": _("reactivated the account of {name}"),
    "role-granted": _("gave {name} the role {role} in {unit}"),
    "role-revoked": _("took the role {role} in {unit} from {name}"),
}
