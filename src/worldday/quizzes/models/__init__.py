from .attempts import Attempt, Bucket, Flag, Mark, Standing, Tally
from .bank import Question, QuestionPicture, QuestionSort, QuestionState
from .quiz import Edition, Entrance, PaperPart, Quiz, SchoolClass, SigningKey

__all__ = [
    "Attempt",
    "Bucket",
    "Edition",
    "Entrance",
    "Flag",
    "Mark",
    "PaperPart",
    "Question",
    "QuestionPicture",
    "QuestionSort",
    "QuestionState",
    "Quiz",
    "SchoolClass",
    "SigningKey",
    "Standing",
    "Tally",
]
