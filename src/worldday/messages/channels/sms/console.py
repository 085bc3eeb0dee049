"""For development: the message on the terminal."""


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:
    print(f"SMS ({language}) to {phone[:3]}****{phone[-4:]}: {code}, good for {minutes} minutes", flush=True)
