"""What people read about a quiz: rankings, places, figures."""

from .answers import Asked, Hard, answers_of, hardest, paper_in_words
from .figures import Figures, Group, figures
from .live import Live, live
from .places import Place, place_of
from .rankings import PersonRow, Persons, TeamRow, persons, teams
from .results import Result, Results, Sought, results

__all__ = [
    "Asked",
    "Figures",
    "Group",
    "Hard",
    "Live",
    "PersonRow",
    "Persons",
    "Place",
    "Result",
    "Results",
    "Sought",
    "TeamRow",
    "answers_of",
    "figures",
    "hardest",
    "live",
    "paper_in_words",
    "persons",
    "place_of",
    "results",
    "teams",
]
