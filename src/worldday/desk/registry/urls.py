from django.urls import path

from .views import amending, batches, imports, records, registries

app_name = "desk_registry"
urlpatterns = [
    path("", registries.index, name="list"),
    path("ready/", registries.ready, name="ready"),
    path("new/", registries.new, name="new"),
    path("activities/<slug:code>/", batches.activity, name="activity"),
    path("batches/<slug:code>/", batches.batch, name="batch"),
    path("batches/<slug:code>/change/", batches.change, name="change_batch"),
    path("batches/<slug:code>/moment/", batches.moment, name="moment"),
    path("batches/<slug:code>/return/", batches.send_back, name="send_back"),
    path("batches/<slug:code>/add/", records.add, name="add"),
    path("batches/<slug:code>/import/", imports.take, name="import"),
    path("batches/<slug:code>/amend/", amending.find, name="amend_find"),
    path("batches/<slug:code>/amend/<slug:record>/", amending.amend, name="amend"),
    path("amendments/<slug:code>/remove/", amending.take_out, name="take_out"),
    path("batches/<slug:code>/<slug:what>/", batches.step, name="step"),
    path("imports/<slug:code>/", imports.intake, name="intake"),
    path("imports/<slug:code>/wrong-lines/", imports.wrong_lines, name="wrong_lines"),
    path("imports/<slug:code>/undo/", imports.undo, name="undo"),
    path("records/<slug:code>/", records.record, name="record"),
    path("records/<slug:code>/edit/", records.edit, name="edit"),
    path("records/<slug:code>/remove/", records.remove, name="remove"),
    path("records/<slug:code>/forget/", records.forget, name="forget"),
    path("records/<slug:code>/<slug:what>/", records.step, name="record_step"),
    path("<slug:code>/", registries.registry, name="registry"),
    path("<slug:code>/define/", registries.define, name="define"),
    path("<slug:code>/begin/", batches.begin, name="begin"),
    path("<slug:code>/template/", imports.template, name="template"),
    path("<slug:code>/<slug:what>/", registries.step, name="registry_step"),
]
