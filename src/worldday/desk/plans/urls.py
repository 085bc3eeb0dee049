from django.urls import path

from .views import making, writing

app_name = "desk_plans"
urlpatterns = [
    path("<slug:code>/", writing.edit, name="edit"),
    path("<slug:code>/template.xlsx", writing.template, name="template"),
    path("<slug:code>/versions/<int:number>/", writing.version, name="version"),
    path("<slug:code>/make/", making.make, name="make"),
]
