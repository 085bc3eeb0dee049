"""What people read about a quiz: rankings, places, figures."""

from .figures import Figures, Group, figures
from .places import Place, place_of
from .rankings import PersonRow, Persons, TeamRow, persons, ranking, teams

__all__ = [
    "Figures",
    "Group",
    "PersonRow",
    "Persons",
    "Place",
    "TeamRow",
    "figures",
    "persons",
    "place_of",
    "ranking",
    "teams",
]
