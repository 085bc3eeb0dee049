from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser

from . import rules
from .models import Staff
from .permissions import Permission

# What Wagtail itself asks for, and which of our permissions answers it.
WAGTAIL = {
    "wagtailadmin.access_admin": None,  # anyone with a role anywhere
    "wagtailimages.add_image": Permission.EDIT_PAGES,
    "wagtailimages.change_image": Permission.EDIT_PAGES,
    "wagtailimages.choose_image": Permission.EDIT_PAGES,
    "wagtaildocs.add_document": Permission.EDIT_PAGES,
    "wagtaildocs.change_document": Permission.EDIT_PAGES,
    "wagtaildocs.choose_document": Permission.EDIT_PAGES,
}


class StaffBackend(AuthenticationBackend):
    """Signs staff in by e-mail and answers Wagtail's permission questions from memberships."""

    def has_perm(self, user_obj: Staff | AnonymousUser, perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, Staff) or not user_obj.is_active or perm not in WAGTAIL:
            return False
        wanted = WAGTAIL[perm]
        return bool(rules.grants(user_obj)) if wanted is None else rules.may(user_obj, wanted)
