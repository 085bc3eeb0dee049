"""For development: the message on the terminal."""


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:
    print(f"SMS ({language}) to {_hidden(phone)}: {code}, good for {minutes} minutes", flush=True)


def send_text(*, phone: str, template: str, params: dict[str, str], language: str, number: str) -> None:
    print(f"SMS {number} ({language}) to {_hidden(phone)}: {template} {params}", flush=True)


def _hidden(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}"
