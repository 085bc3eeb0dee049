"""Work for the background: what reaches outside the installation."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from . import invitations
from .models import Staff


@task()
def send_invitation(staff_code: str, language: str, unit_name: str) -> None:
    """Mail the link. The link is made here, so that no table ever holds one."""
    staff = Staff.objects.filter(code=staff_code, is_active=True).first()
    if staff is None:
        return
    with translation.override(language):
        facts = {
            "staff": staff,
            "unit": unit_name,
            "link": invitations.address_for(staff),
            "days": invitations.GOOD_FOR.days,
        }
        text = render_to_string("units/invitation.txt", facts)
        send_mail(_("Your account at Worldday"), text, settings.DEFAULT_FROM_EMAIL, [staff.email])
