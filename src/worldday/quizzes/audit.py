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
    "quiz-stage-opened": _("brought “{name}” onto a stage: {questions} questions of {seconds} seconds"),
    "quiz-flag-decided": _("decided about an attempt of player {player} in “{name}”: {decision}, because: {reason}"),
    "quiz-flag-appealed": _("player {player} appealed a decision in “{name}”"),
    "quiz-results-exported": _("took {rows} results of “{name}” away as a file, for: {purpose}"),
    "quiz-attempt-voided": _("made an attempt in “{name}” void, because: {reason}"),
    "quiz-attempt-restored": _("let a void attempt in “{name}” count again, because: {reason}"),
    "quiz-signing-key-rotated": _("changed the key that signs quiz tickets; running attempts go on"),
    "question-written": _("wrote a question: “{name}”"),
    "questions-taken-in": _("took {questions} reviewed questions into the bank of {name}"),
    "question-changed": _("changed the question “{name}”: {changes}"),
    "question-submitted": _("handed the question “{name}” over for review"),
    "question-reviewed": _("reviewed and approved the question “{name}”"),
    "question-sent-back": _("sent the question “{name}” back, because: {reason}"),
    "question-retired": _("retired the question “{name}”, because: {reason}"),
    "question-reinstated": _("took the question “{name}” back into the bank as a draft"),
    "question-picture-set": _("put a picture into the question “{name}”"),
    "question-picture-removed": _("removed a picture from the question “{name}”"),
    "basis-version-noted": _("noted that {basis} has the version {version} from {since}"),
    "basis-version-forgotten": _("took back the note that {basis} has the version {version}"),
}
