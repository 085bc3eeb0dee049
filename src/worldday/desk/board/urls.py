from django.urls import path

from .views import accepting, board, urging

app_name = "desk_board"
urlpatterns = [
    path("", board.index, name="list"),
    path("tasks/<slug:code>/", board.task, name="task"),
    path("<slug:code>/", board.board, name="board"),
    path("<slug:code>/board.xlsx", board.export, name="export"),
    path("<slug:code>/accept/", accepting.accept, name="accept"),
    path("<slug:code>/urge/", urging.urge, name="urge"),
]
