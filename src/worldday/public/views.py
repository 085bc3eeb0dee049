from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


def theme(request: HttpRequest, campaign: str) -> HttpResponse:
    return HttpResponse(campaign)


def activity(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    return HttpResponse(activity)
