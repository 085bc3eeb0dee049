"""Experts whom a unit wants to name on a course's page, and whether they agreed."""

from __future__ import annotations

from django.db import models

from worldday.units.models import Staff

from .course import Course


class CourseExpert(models.Model):
    """专家. Public with name and unit only, and only while they agree; they answer themselves and can take it back at any time."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="experts", db_index=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    unit_name = models.CharField(max_length=120)  # that of the unit they are an expert of, as it was named then
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "staff"], name="course_expert_once"),
            models.CheckConstraint(
                condition=models.Q(agreed=False) | ~models.Q(answered_at=None), name="course_expert_answered"
            ),
        ]

    def __str__(self) -> str:
        return self.staff.name
