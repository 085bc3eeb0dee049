from django.utils.translation import gettext_lazy as _

SENTENCES = {"demo-password-made": _("made a fresh demo password for {name}")}
