"""The search index: for each token, the places of a block that have it."""

from django.db import models

from .record import Block


class Posting(models.Model):
    """Read and written by `searching` only. Seen as its block is: no search begins without the blocks one may see."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="postings")
    token = models.CharField(max_length=64)
    places = models.BinaryField()  # postings.pack

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "block"], name="posting_once")]
