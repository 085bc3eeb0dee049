from __future__ import annotations

from django.db import models

from .filings import Submission


class Fingerprint(models.Model):
    """One sampled number of the sketch of a filing's newest version (`reports.checks.likeness`): texts that share passages
    share numbers, so that one indexed query finds what a new text may have been copied from."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="fingerprints")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["value", "submission"], name="fingerprint_value")]
