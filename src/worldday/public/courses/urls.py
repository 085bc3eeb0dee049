"""Addresses of courses. The course's page may be kept by any cache; a learner's own pages never."""

from django.urls import path

from worldday.public.caching import cached

from . import course, day, door, enrol, exam, handin, home, lesson, media, read, uploads

ACTIVITY = "<slug:campaign>/activities/<slug:activity>/course/"
MINE = "learn/<slug:code>/"
LESSON = f"{MINE}lessons/<slug:lesson>/"
READ = f"{ACTIVITY}read/<slug:lesson>/"

urlpatterns = [
    path("learn/", door.door, name="learn"),
    path("learn/forget-device/", door.forget_device, name="learn_forget_device"),
    path(MINE, home.home, name="learner"),
    path(f"{MINE}open/<slug:token>/", door.open_link, name="learner_link"),
    path(f"{MINE}link.png", home.qr, name="learner_qr"),
    path(f"{MINE}link/", home.renew, name="learner_renew"),
    path(f"{MINE}correct/", home.correct, name="learner_correct"),
    path(f"{MINE}accept/", home.accept, name="learner_accept"),
    path(f"{MINE}leave/", home.leave, name="learner_leave"),
    path(f"{MINE}forget/", home.forget, name="learner_forget"),
    path(LESSON, lesson.lesson, name="lesson"),
    path(f"{LESSON}finish/", lesson.finish, name="lesson_finish"),
    path(f"{LESSON}report/", lesson.report, name="lesson_report"),
    path(f"{LESSON}day/", day.book, name="lesson_day"),
    path(f"{LESSON}exam/", exam.begin, name="lesson_exam"),
    path(f"{LESSON}hand-in/", handin.hand_in, name="lesson_hand_in"),
    path(f"{LESSON}uploads/", uploads.begin, name="lesson_uploads"),
    path(f"{MINE}uploads/<slug:upload>/", uploads.upload, name="handin_upload"),
    path(f"{MINE}handed-in/<slug:file>/", handin.file, name="handin_file"),
    path(f"{MINE}files/<slug:asset>/", media.file, name="lesson_file"),
    path(f"{MINE}files/<slug:asset>/<int:number>.jpg", media.page, name="lesson_page"),
    path(ACTIVITY, cached(course.course), name="course"),
    path(READ, cached(read.lesson), name="course_read"),
    path(f"{READ}files/<slug:asset>/", read.file, name="course_read_file"),
    path(f"{READ}files/<slug:asset>/<int:number>.jpg", read.page, name="course_read_page"),
    path(f"{ACTIVITY}<slug:cohort>/", enrol.enrol, name="course_enrol"),
]
