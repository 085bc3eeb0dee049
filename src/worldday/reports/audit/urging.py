from django.utils.translation import gettext_lazy as _

SENTENCES = {"tasks-urged": _("urged units for {n} tasks of {name} ({messages} messages)")}
