"""What the storm path says when it gives no place."""

from pathlib import Path

from worldday.base.hotpath.refusals import Refusal, sentences_of


class Refused(Refusal):
    sentences = sentences_of(Path(__file__).with_name("sentences.json"))
