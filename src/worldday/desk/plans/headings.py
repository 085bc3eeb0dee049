"""The columns of a plan, called alike in the sheet that units fill in and in the one organisers take away."""

from django.utils.translation import gettext as _


def row_headings() -> list[str]:
    """Each is a heading that `reports.planning.columns` knows, so that a sheet taken away can be uploaded again."""
    return [_("Activity"), _("Kind"), _("When"), _("Place"), _("Expected audience"), _("Content")]
