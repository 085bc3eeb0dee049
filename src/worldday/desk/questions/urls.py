from django.urls import path

from . import lists
from .views import browse, pictures, question, reports, review

app_name = "desk_questions"
urlpatterns = [
    path("", browse.index, name="list"),
    path("many/", review.many, name="many"),
    path("new/", question.sorts, name="sorts"),
    path("new/<slug:sort>/", question.add, name="add"),
    path("like/", question.like, name="like"),
    path("import/", lists.import_questions, name="import"),
    path("template/", lists.template, name="template"),
    path("export/", lists.export, name="export"),
    path("validity/", reports.validity, name="validity"),
    path("validity/note/", reports.note, name="note"),
    path("validity/<int:version>/forget/", reports.forget, name="forget"),
    path("statistics/", reports.statistics, name="statistics"),
    path("duplicates/", reports.duplicates, name="duplicates"),
    path("<slug:code>/", question.show, name="question"),
    path("<slug:code>/edit/", question.edit, name="edit"),
    path("<slug:code>/pictures/", pictures.add, name="add_picture"),
    path("<slug:code>/pictures/<int:picture>/", pictures.show, name="picture"),
    path("<slug:code>/pictures/<int:picture>/remove/", pictures.remove, name="remove_picture"),
    *(path(f"<slug:code>/{verb}/", review.move, {"verb": verb}, name=verb) for verb in review.VERBS),
]
