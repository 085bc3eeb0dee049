"""How the audit trail says what happened to reports; one file per noun, each with its own `SENTENCES`."""

from importlib import import_module
from pkgutil import iter_modules

from django.utils.functional import Promise

SENTENCES: dict[str, str | Promise] = {
    action: sentence
    for module in iter_modules(__path__)
    for action, sentence in import_module(f"{__name__}.{module.name}").SENTENCES.items()
}
