"""The same submit as anybody would write it in Django: models, one view, one transaction.

It is not slowed down on purpose: no session and no login, `in_bulk` instead of a query per question, persistent connections,
the database's constraint instead of a lock, granian (the fastest WSGI server measured) with threads. The middleware is what
`startproject` writes. Same table columns, same scoring, same answer with review.

    DATABASE_URL=… granian --interface wsgi bench.peers.ordinary:application
"""

import json
import time

import dj_database_url
import django
from django.conf import settings
from django.core import signing
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
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
    )
    django.setup()

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
    day_number = models.PositiveSmallIntegerField()
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
            models.UniqueConstraint(fields=["quiz", "player", "day", "day_number"], name="ordinary_of_day_once"),
        ]


@csrf_exempt
def submit(request: HttpRequest) -> JsonResponse:
    sent = json.loads(request.body)
    ticket = signing.loads(sent["ticket"], max_age=3600)
    questions = Question.objects.in_bulk(ticket.pop("questions"))
    per_question = [
        {
            "right": answer == question.answer,
            "answer": question.answer,
            "explanation": question.explanation,
            "explanation_en": question.explanation_en,
            "basis": question.basis,
        }
        for question, answer in zip(questions.values(), sent["answers"], strict=True)
    ]
    right = sum(told["right"] for told in per_question)
    now = int(time.time() * 1000)
    try:
        with transaction.atomic():
            attempt = Attempt.objects.create(
                **ticket,
                submitted_ms=now,
                score=right * 10,
                right=right,
                answers=sent["answers"],
                address=request.META["REMOTE_ADDR"],
                agent=request.headers.get("User-Agent", "")[:200],
            )
    except IntegrityError:
        attempt = Attempt.objects.get(quiz=ticket["quiz"], player=ticket["player"], number=ticket["number"])
    return JsonResponse(
        {
            "attempt": attempt.pk,
            "score": attempt.score,
            "right": attempt.right,
            "total": len(per_question),
            "time_ms": attempt.submitted_ms - attempt.started_ms,
            "review": per_question,
        }
    )


urlpatterns = [path("submit", submit)]
application = get_wsgi_application()
