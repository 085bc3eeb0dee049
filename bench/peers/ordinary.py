"""The same submit as anybody would write it in Django: models, one view, one transaction, the device known by its session.

What `startproject` writes stays as it is: seven middlewares, sessions in the database. The session holds the paper that was
drawn (so nothing a phone sends decides what it was asked) and, afterwards, the number of the next attempt; that is a read and a
write beside the attempt's own. It is not slowed down on purpose: no login, no CSRF token, `in_bulk` instead of a query per
question, persistent connections, the database's constraint instead of a lock, granian (the fastest WSGI server measured) with
threads. Same table columns, same scoring, same answer.

    DATABASE_URL=… granian --interface wsgi bench.peers.ordinary:application
"""

import json
import time

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

if not settings.configured:
    database = dj_database_url.config(conn_max_age=None)
    if database["ENGINE"].endswith("sqlite3"):
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        database["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    settings.configure(
        SECRET_KEY="bench",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
    )
    django.setup()

from django.contrib.sessions.models import Session
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


class Question(models.Model):
    code = models.CharField(max_length=12, unique=True)
    stem = models.TextField()
    options = models.JSONField()
    answer = models.JSONField()
    explanation = models.TextField()
    explanation_en = models.TextField()
    basis = models.CharField(max_length=200)

    class Meta:
        app_label = "ordinary"


class Attempt(models.Model):
    quiz = models.BigIntegerField()
    edition = models.PositiveSmallIntegerField()
    player = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    day = models.PositiveIntegerField()
    day_number = models.PositiveSmallIntegerField(null=True)
    entrance = models.PositiveIntegerField(default=0)
    district = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=60, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    strength = models.CharField(max_length=10)
    started_ms = models.BigIntegerField()
    submitted_ms = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    address = models.CharField(max_length=64)
    agent = models.CharField(max_length=200)
    void = models.BooleanField(default=False)

    class Meta:
        app_label = "ordinary"
        constraints = [
            models.UniqueConstraint(fields=["quiz", "player", "number"], name="ordinary_once"),
            models.UniqueConstraint(
                fields=["quiz", "player", "day", "day_number"],
                condition=models.Q(day_number__isnull=False),
                name="ordinary_of_day_once",
            ),
        ]


@csrf_exempt
def submit(request: HttpRequest) -> JsonResponse:
    sent, running = json.loads(request.body), request.session["running"]
    asked, attempted = running["questions"], running["attempt"]
    questions = Question.objects.in_bulk(asked)
    right = sum(answer == questions[pk].answer for pk, answer in zip(asked, sent["answers"], strict=True))
    now = int(time.time() * 1000)
    try:
        with transaction.atomic():
            attempt = Attempt.objects.create(
                **attempted,
                submitted_ms=now,
                score=right * 10,
                right=right,
                answers=sent["answers"],
                address=request.META["REMOTE_ADDR"],
                agent=request.headers.get("User-Agent", "")[:200],
            )
    except IntegrityError:
        attempt = Attempt.objects.get(**{name: attempted[name] for name in ("quiz", "player", "number")})
    request.session["next"] = attempt.number + 1
    return JsonResponse(
        {
            "attempt": attempt.pk,
            "score": attempt.score,
            "right": attempt.right,
            "total": len(asked),
            "time_ms": attempt.submitted_ms - attempt.started_ms,
        }
    )


__all__ = ["Attempt", "Question", "Session", "application"]
urlpatterns = [path("submit", submit)]
application = get_wsgi_application()
