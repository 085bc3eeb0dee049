"""What the hot path of a quiz says when it does not do what was asked."""

from pathlib import Path

from worldday.base.hotpath.refusals import Refusal, sentences_of

SENTENCES = sentences_of(Path(__file__).with_name("sentences.json"))


class Refused(Refusal):
    """An answer other than a result."""

    sentences = SENTENCES
