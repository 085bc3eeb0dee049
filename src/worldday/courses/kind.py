"""Courses and training, on site and online."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Course(Kind):
    slug = "course"
    label = _("Course or training")
    icon = "course"
    how_to_join = _("Enrol with the unit responsible; places may be limited.")
    words = {"培训": 3, "训练营": 3, "课堂": 2, "讲座": 1.5, "宣贯": 1.5, "课程": 2, "学习": 0.5, "解读": 1}
