from django.urls import path, register_converter

from . import lists, views


class Verb:
    """One of the account verbs, so that any other word is no address at all."""

    regex = "|".join(views.VERBS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Verb, "account_verb")

app_name = "desk_staff"
urlpatterns = [
    path("", views.index, name="list"),
    path("invite/", views.invite, name="invite"),
    path("import/", lists.import_staff, name="import"),
    path("template/", lists.template, name="template"),
    path("export/", lists.export, name="export"),
    path("<slug:code>/", views.person, name="person"),
    path("<slug:code>/name/", views.rename, name="rename"),
    path("<slug:code>/roles/", views.grant, name="grant"),
    path("<slug:code>/roles/<int:membership>/revoke/", views.revoke, name="revoke"),
    path("<slug:code>/<account_verb:verb>/", views.account, name="account"),
]
