from django.urls import path

from .views import activity, asking, campaign, next_year, plan, tasks

app_name = "desk_campaigns"
urlpatterns = [
    path("", plan.index, name="list"),
    path("activities/<slug:code>/", activity.activity, name="activity"),
    path("activities/<slug:code>/edit/", activity.edit_activity, name="edit_activity"),
    path("activities/<slug:code>/units/", activity.edit_units, name="edit_units"),
    path("activities/<slug:code>/actual/", activity.record, name="record"),
    path("activities/<slug:code>/cancel/", activity.cancel, name="cancel"),
    path("activities/<slug:code>/restore/", activity.restore, name="restore"),
    path("tasks/<slug:code>/", tasks.task, name="task"),
    path("tasks/<slug:code>/close/", tasks.close, name="close_task"),
    path("tasks/<slug:code>/reopen/", tasks.reopen, name="reopen_task"),
    path("tasks/<slug:code>/exempt/", tasks.exempt, name="exempt_task"),
    path("tasks/<slug:code>/extend/", tasks.extend, name="extend_task"),
    path("<slug:code>/", plan.workplan, name="workplan"),
    path("<slug:code>/gantt/", plan.gantt, name="gantt"),
    path("<slug:code>/calendar/", plan.calendar, name="calendar"),
    path("<slug:code>/tasks/", tasks.tasks, name="tasks"),
    path("<slug:code>/tasks/add/", asking.add_task, name="add_task"),
    path("<slug:code>/tasks/ticked/", asking.ticked, name="ticked_tasks"),
    path("<slug:code>/blockers/", plan.blockers, name="blockers"),
    path("<slug:code>/edit/", campaign.edit, name="edit"),
    path("<slug:code>/next-year/", next_year.next_year, name="next_year"),
    path("<slug:code>/move/", campaign.move, name="move"),
    path("<slug:code>/activities/add/", activity.add_activity, name="add_activity"),
    path("<slug:code>/workplan.xlsx", plan.export_xlsx, name="export_xlsx"),
    path("<slug:code>/workplan.docx", plan.export_docx, name="export_docx"),
]
