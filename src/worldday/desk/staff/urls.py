from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from worldday.desk.access import needs
from worldday.units.permissions import Permission

app_name = "desk_staff"


@needs(Permission.MANAGE_STAFF)
def until_it_is_built(request: HttpRequest) -> HttpResponse:
    return redirect("wagtailadmin_home")


urlpatterns = [path("", until_it_is_built, name="list")]
