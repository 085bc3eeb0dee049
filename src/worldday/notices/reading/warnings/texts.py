TEXTS: dict[str, dict[str, str]] = {}
def sentence(code: str, params: dict[str, object], lang: str) -> str:
    return TEXTS[code][lang].format_map(params)
