"""Who has taken the certificate of a quiz."""

from django.db import models

from .quiz import Quiz


class Certified(models.Model):
    """One person's certificate of one quiz: at most one, whoever asks how often. The certificate itself names nobody's attempt."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="certified", db_index=False)
    player = models.BigIntegerField()  # the person's number
    attempt = models.BigIntegerField()  # with which they passed
    certificate = models.CharField(max_length=24, blank=True)  # its number
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "player"], name="quiz_certified_once")]
