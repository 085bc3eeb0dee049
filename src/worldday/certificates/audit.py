"""How the audit trail says what happened to certificates; holders appear as numbers, never as persons."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "certificate-issued": _("issued certificate {name}"),
    "certificates-issued": _("issued {count} certificates of “{name}”, {first} to {last}"),
    "certificate-revoked": _("revoked certificate {name}"),
    "certificate-replaced": _("replaced certificate {name} by {new}"),
    "certificate-forgotten": _("erased who holds certificate {name}"),
    "certificates-exported": _("downloaded a list of {count} certificates"),
    "certificates-expired": _("marked {count} certificates as expired"),
    "certificate-key-made": _("made signing key {name}"),
    "certificate-key-retired": _("retired signing key {name}"),
    "certificate-key-compromised": _("marked signing key {name} as compromised: {reason}"),
    "certificates-signed-anew": _("signed {count} certificates anew with key {name}"),
    "certificate-lot-uploaded": _("uploaded the roster {name} for “{design}”"),
    "certificate-lot-mapped": _("chose the columns of the roster {name} for “{design}”"),
    "certificate-lot-confirmed": _("confirmed the roster {name}: {count} certificates of “{design}”"),
    "certificate-lot-issued": _("finished issuing the roster {name}: {count} certificates of “{design}”"),
    "certificate-lot-discarded": _("threw away the roster {name} for “{design}”"),
    "certificate-bundle-asked": _("asked for an archive of {count} certificates of the roster {name}, part {part}"),
    "certificate-bundle-taken": _("downloaded an archive of {count} certificates of the roster {name}, part {part}"),
    "certificate-bundle-removed": _("removed the archive of the roster {name}, part {part}"),
    "certificate-design-made": _("made the certificate design “{name}”"),
    "certificate-design-changed": _("changed the certificate design “{name}”: {changes}"),
}
