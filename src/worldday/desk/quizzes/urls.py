from django.urls import path

from .views import classes, flags, freezing, home, live, paper, player, results, setting_up

app_name = "desk_quizzes"
urlpatterns = [
    path("", home.index, name="list"),
    path("<slug:code>/", home.quiz, name="quiz"),
    path("<slug:code>/set-up/", home.set_up, name="set_up"),
    path("<slug:code>/qr.svg", home.code, name="qr"),
    path("<slug:code>/rule/", setting_up.rule, name="rule"),
    path("<slug:code>/design/", setting_up.design, name="design"),
    path("<slug:code>/entrances/", setting_up.entrances, name="entrances"),
    path("<slug:code>/paper/", paper.paper, name="paper"),
    path("<slug:code>/paper/pick/", paper.pick, name="pick"),
    path("<slug:code>/paper/preview/", paper.preview, name="preview"),
    path("<slug:code>/freeze/", freezing.freeze, name="freeze"),
    path("<slug:code>/edition/", freezing.edition, name="edition"),
    path("<slug:code>/rescore/", freezing.rescore, name="rescore"),
    path("<slug:code>/live/", live.live, name="live"),
    path("<slug:code>/results/", results.results, name="results"),
    path("<slug:code>/results/export/", results.export, name="export"),
    path("<slug:code>/players/<int:number>/", player.player, name="player"),
    path("<slug:code>/players/<int:number>/<slug:what>/", player.count, name="count"),
    path("<slug:code>/flags/", flags.flags, name="flags"),
    path("<slug:code>/flags/<int:number>/", flags.flag, name="flag"),
    path("<slug:code>/classes/", classes.classes, name="classes"),
    path("<slug:code>/classes/<slug:school_class>/", classes.slip, name="slip"),
]
