"""What is wrong with a row of a lot beside what is wrong with it as a row of any roster (people/roster_sentences.py)."""

from django.utils.translation import gettext_lazy as _

TWICE = _("Row {number} says the same.")
