from django.urls import path

from . import log, notes, reach

app_name = "desk_messages"
urlpatterns = [
    path("", notes.index, name="list"),
    path("read/", notes.read, name="read"),
    path("notes/<slug:code>/", notes.note, name="note"),
    path("reach/", reach.reach, name="reach"),
    path("reach/wechat/", reach.wechat, name="wechat"),
    path("reach/wechat/back/", reach.wechat_back, name="wechat_back"),
    path("log/", log.log, name="log"),
    path("log/<slug:code>/again/", log.again, name="again"),
]
