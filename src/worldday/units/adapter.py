from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Nobody signs up: staff are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
