"""A quiz on stage: a host asks, the hall answers on phones. Written by the hot path (`quizzes/intake/live`)."""

from django.db import models

from worldday.base.ids import new_code

from .quiz import Quiz


class Stage(models.Model):
    """One round in one hall. `step` counts the questions from 1; 0 is the lobby, in which people join."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="stages")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    edition = models.PositiveSmallIntegerField()
    questions = models.JSONField()  # codes of the edition's questions, in the order in which they are asked
    seconds = models.PositiveSmallIntegerField(default=20)  # to answer one
    step = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(max_length=8, default="lobby")  # lobby, asking, shown, top, over
    opened_ms = models.BigIntegerField(default=0)  # when the question at hand was asked, Unix ms
    made_at = models.DateTimeField()


class StageAnswer(models.Model):
    """What one phone answered to one question, exactly as acknowledged; at step 0, that it joined."""

    id = models.BigIntegerField(primary_key=True)  # time-ordered, like an attempt's
    stage = models.ForeignKey(
        Stage, on_delete=models.CASCADE, related_name="answers", db_index=False, db_constraint=False
    )
    step = models.PositiveSmallIntegerField()
    player = models.BigIntegerField()
    answer = models.TextField()  # JSON, places as shown
    took_ms = models.PositiveIntegerField()
    is_right = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "step", "player"], name="stage_answer_once")]
