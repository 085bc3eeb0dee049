"""How the audit trail says what happened to quizzes; {name} is the activity, {changes} what differs."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "quiz-set-up": _("set up the quiz of “{name}”"),
    "quiz-rule-set": _("changed the rule of the quiz “{name}”: {changes}"),
    "quiz-paper-set": _("said anew of what the papers of “{name}” are made: {changes}"),
    "quiz-entrances-set": _("said anew through which entrances people come to “{name}”: {changes}"),
    "quiz-frozen": _("froze the rule and the questions of “{name}”: {changes}"),
    "quiz-frozen-again": _("corrected questions of “{name}”, because: {reason}"),
    "quiz-rescored": _("scored the attempts of “{name}” anew: {changed} scores changed"),
    "quiz-class-made": _("made the class {class} of {school} for “{name}”"),
    "quiz-flag-decided": _("decided about an attempt of player {player} in “{name}”: {decision}, because: {reason}"),
    "quiz-flag-appealed": _("player {player} appealed a decision in “{name}”"),
    "quiz-results-exported": _("took {rows} results of “{name}” away as a file, for: {purpose}"),
    "quiz-attempt-voided": _("made an attempt in “{name}” void, because: {reason}"),
    "quiz-attempt-restored": _("let a void attempt in “{name}” count again, because: {reason}"),
}
