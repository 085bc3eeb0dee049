from .attempts import Attempt, Bucket, Flag, Mark, Standing, Tally
from .bank import BasisVersion, Question, QuestionPicture, QuestionSort, QuestionState, QuestionUse
from .certified import Certified
from .quiz import Edition, Entrance, PaperPart, Quiz, SchoolClass, SigningKey
from .stage import Stage, StageAnswer

__all__ = [
    "Attempt",
    "BasisVersion",
    "Bucket",
    "Certified",
    "Edition",
    "Entrance",
    "Flag",
    "Mark",
    "PaperPart",
    "Question",
    "QuestionPicture",
    "QuestionSort",
    "QuestionState",
    "QuestionUse",
    "Quiz",
    "SchoolClass",
    "SigningKey",
    "Stage",
    "StageAnswer",
    "Standing",
    "Tally",
]
