from django.urls import path

from .views import cohorts, courses, learners, lessons, order, packages, rosters

app_name = "desk_courses"
urlpatterns = [
    path("", courses.index, name="list"),
    path("activity/<slug:code>/", courses.activity, name="activity"),
    path("activity/<slug:code>/begin/", courses.begin, name="begin"),
    path("lessons/<slug:code>/", lessons.lesson, name="lesson"),
    path("lessons/<slug:code>/paper/", lessons.exam, name="exam"),
    path("lessons/<slug:code>/files/<slug:role>/", lessons.put_file, name="put_file"),
    path("lessons/<slug:code>/<slug:what>/", order.lesson, name="lesson_step"),
    path("files/<slug:code>/", lessons.file, name="file"),
    path("files/<slug:code>/remove/", lessons.remove_file, name="remove_file"),
    path("cohorts/<slug:code>/", cohorts.cohort, name="cohort"),
    path("cohorts/<slug:code>/edit/", cohorts.edit, name="edit_cohort"),
    path("cohorts/<slug:code>/open/", cohorts.open_cohort, name="open_cohort"),
    path("cohorts/<slug:code>/close/", cohorts.close, name="close_cohort"),
    path("cohorts/<slug:code>/export/", cohorts.export, name="export_learners"),
    path("cohorts/<slug:code>/roster/", rosters.upload, name="upload_roster"),
    path("cohorts/<slug:code>/roster-template/", rosters.template, name="roster_template"),
    path("rosters/<slug:code>/", rosters.roster, name="roster"),
    path("rosters/<slug:code>/take-in/", rosters.take_in, name="take_in"),
    path("rosters/<slug:code>/wrong/", rosters.wrong, name="roster_wrong"),
    path("rosters/<slug:code>/drop/", rosters.drop, name="drop_roster"),
    path("learners/<slug:code>/", learners.learner, name="learner"),
    path("learners/<slug:code>/<slug:what>/", learners.step, name="learner_step"),
    path("<slug:code>/", courses.course, name="course"),
    path("<slug:code>/edit/", courses.edit, name="edit"),
    path("<slug:code>/state/", courses.state, name="state"),
    path("<slug:code>/cohort/", cohorts.add, name="add_cohort"),
    path("<slug:code>/import/", packages.take_in, name="import"),
    path("<slug:code>/export/", packages.export, name="export"),
    path("<slug:code>/chapters/", order.add_chapter, name="add_chapter"),
    path("<slug:code>/chapters/<int:pk>/lesson/", order.add_lesson, name="add_lesson"),
    path("<slug:code>/chapters/<int:pk>/<slug:what>/", order.chapter, name="chapter_step"),
]
