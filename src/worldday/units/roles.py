"""Who does what. Each role is a class that a manager can read; a person holds a role *in a unit* and it reaches all units below.

System, security and audit administration are three roles that no one role includes (GB/T 22239-2019, separated
administrators): the system administrator runs the installation, the organiser manages people, the auditor reads the trail.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .permissions import Permission


class Role:
    slug: str
    name: str | Promise
    description: str | Promise
    permissions: frozenset[Permission]


class Organiser(Role):
    slug = "organiser"
    name = _("Organiser")
    description = _(
        "Issues notices and answers for the campaign: confirms drafts, changes the plan, manages units and staff."
    )
    permissions = frozenset(
        {
            Permission.SEE_CAMPAIGN,
            Permission.TAKE_IN_NOTICE,
            Permission.RUN_CAMPAIGN,
            Permission.RUN_ACTIVITY,
            Permission.REPORT,
            Permission.EDIT_PAGES,
            Permission.MANAGE_UNITS,
            Permission.MANAGE_STAFF,
        }
    )


class Editor(Role):
    slug = "editor"
    name = _("Editor")
    description = _("Writes and illustrates public pages; cannot change the plan.")
    permissions = frozenset({Permission.SEE_CAMPAIGN, Permission.EDIT_PAGES})


class UnitStaff(Role):
    slug = "unit-staff"
    name = _("Unit staff")
    description = _("Runs the unit's own activities and reports for it; sees no other unit's unsubmitted work.")
    permissions = frozenset({Permission.SEE_CAMPAIGN, Permission.RUN_ACTIVITY, Permission.REPORT})


class Expert(Role):
    slug = "expert"
    name = _("Expert")
    description = _("Evaluates and teaches where invited.")
    permissions = frozenset({Permission.SEE_CAMPAIGN, Permission.EVALUATE})


class Auditor(Role):
    slug = "auditor"
    name = _("Auditor")
    description = _("Reads the audit trail; changes nothing.")
    permissions = frozenset({Permission.SEE_CAMPAIGN, Permission.READ_AUDIT})


class SystemAdministrator(Role):
    slug = "system"
    name = _("System administrator")
    description = _("Keeps the installation running; sees no campaign content and no audit trail.")
    permissions = frozenset({Permission.RUN_SYSTEM})


ROLES: dict[str, type[Role]] = {
    role.slug: role for role in (Organiser, Editor, UnitStaff, Expert, Auditor, SystemAdministrator)
}


def roles_with(permission: Permission) -> frozenset[str]:
    """Slugs of the roles that carry `permission`."""
    return frozenset(slug for slug, role in ROLES.items() if permission in role.permissions)
