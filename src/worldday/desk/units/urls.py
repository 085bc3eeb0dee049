from django.urls import path

from . import groups, lists, views

app_name = "desk_units"
urlpatterns = [
    path("", views.index, name="list"),
    path("add/", views.add, name="add"),
    path("import/", lists.import_units, name="import"),
    path("template/", lists.template, name="template"),
    path("export/", lists.export, name="export"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<slug:root>/new/", groups.group, name="add_group"),
    path("groups/<slug:root>/<int:group>/", groups.group, name="group"),
    path("<slug:code>/", views.unit, name="unit"),
    path("<slug:code>/close/", views.close, name="close"),
    path("<slug:code>/move/", views.move, name="move"),
    path("<slug:code>/aliases/", views.add_alias, name="add_alias"),
    path("<slug:code>/aliases/<int:alias>/remove/", views.remove_alias, name="remove_alias"),
]
