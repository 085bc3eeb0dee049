"""A course as a folder or .zip of Markdown and media (docs/course-package.md). Pure: files in, a `CoursePlan` out, and back.

`read(write(plan)) == plan` for every plan that `read` can give. What cannot be taken raises `BadPackage` with a code; the
sentence for people stands in `courses/package_sentences.py`.
"""

from .plan import ChapterPlan, CoursePlan, LessonPlan, Media, PaperLine, Source, Subtitle
from .reading import read
from .refusal import BadPackage
from .writing import write, write_folder

__all__ = [
    "BadPackage",
    "ChapterPlan",
    "CoursePlan",
    "LessonPlan",
    "Media",
    "PaperLine",
    "Source",
    "Subtitle",
    "read",
    "write",
    "write_folder",
]
