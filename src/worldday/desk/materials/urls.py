from django.urls import path

from .views import files, items, task, uploads

app_name = "desk_materials"
urlpatterns = [
    path("", items.index, name="list"),
    path("of/<slug:code>/", task.task, name="task"),
    path("of/<slug:code>/describe/", task.describe, name="describe"),
    path("of/<slug:code>/uploads/", uploads.begin, name="uploads"),
    path("uploads/<slug:code>/", uploads.upload, name="upload"),
    path("uploads/<slug:code>/finish/", uploads.finish, name="finish"),
    path("<slug:code>/", items.item, name="item"),
    path("<slug:code>/card/", items.card, name="card"),
    path("<slug:code>/remove/", items.remove, name="remove"),
    path("<slug:code>/file/<slug:size>/", files.file, name="file"),
]
