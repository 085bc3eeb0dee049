from django.urls import path

from .views import plans, prizes, steps

app_name = "desk_draws"
urlpatterns = [
    path("", plans.index, name="list"),
    path("begin/<slug:code>/", plans.begin, name="begin"),
    path("prizes/<slug:code>/deliver/", prizes.deliver, name="deliver"),
    path("prizes/<slug:code>/forfeit/", prizes.forfeit, name="forfeit"),
    path("<slug:code>/", plans.plan, name="plan"),
    path("<slug:code>/terms/", plans.terms, name="terms"),
    path("<slug:code>/postpone/", plans.postpone, name="postpone"),
    path("<slug:code>/tiers/", plans.tiers, name="tiers"),
    path("<slug:code>/insiders/", plans.insiders, name="insiders"),
    path("<slug:code>/publish/", steps.publish, name="publish"),
    path("<slug:code>/commit/", steps.commit, name="commit"),
    path("<slug:code>/freeze/", steps.freeze, name="freeze"),
    path("<slug:code>/reveal/", steps.reveal, name="reveal"),
    path("<slug:code>/draw/", steps.draw, name="draw"),
    path("<slug:code>/prizes/", prizes.prizes, name="prizes"),
    path("<slug:code>/couriers/", prizes.couriers, name="couriers"),
    path("<slug:code>/archive/", prizes.archive, name="archive"),
]
