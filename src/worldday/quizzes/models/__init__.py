from .attempts import Attempt, Flag, Standing
from .bank import Question, QuestionPicture, QuestionSort, QuestionState
from .quiz import Edition, Entrance, PaperPart, Quiz, SchoolClass, SigningKey

__all__ = [
    "Attempt",
    "Edition",
    "Entrance",
    "Flag",
    "PaperPart",
    "Question",
    "QuestionPicture",
    "QuestionSort",
    "QuestionState",
    "Quiz",
    "SchoolClass",
    "SigningKey",
    "Standing",
]
