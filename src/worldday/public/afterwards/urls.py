"""Addresses of what comes after an event."""

from django.urls import path

from . import handout, survey

urlpatterns = [
    path("handouts/<slug:code>/", handout.handout, name="handout"),
    path("survey/slip/<slug:code>/", survey.slip, name="survey_slip"),
    path("survey/<slug:code>/<slug:token>/", survey.survey, name="survey"),
]
