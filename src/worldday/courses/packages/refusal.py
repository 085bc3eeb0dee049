"""Why a package is not taken: a code, and the facts its sentence names."""


class BadPackage(Exception):
    """Nothing of the package was taken. `code` is a key of `package_sentences.SENTENCES`, `facts` fill its braces."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code} {facts}")
