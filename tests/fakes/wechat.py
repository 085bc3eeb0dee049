"""WeChat's two requests as its documentation describes them, error codes included."""

import threading
import time
from typing import Any

from .http import Answer

APP_ID, SECRET = "wx0123456789abcdef", "s3cret"


class WeChat:
    """`codes`: one-time code → openid. `tokens` counts how often the central token was fetched; `slow` seconds each."""

    def __init__(self, slow: float = 0.0) -> None:
        self.codes: dict[str, str] = {}
        self.tokens, self.slow, self.lock = 0, slow, threading.Lock()
        self.told: list[dict[str, Any]] = []  # template messages it took
        self.refuses = 0  # errcode of the next ones

    def __call__(self, path: str, query: dict[str, str], body: dict[str, Any], _headers: dict[str, str]) -> Answer:
        if path == "/cgi-bin/message/template/send":
            return self._template(query, body)
        if (query.get("appid"), query.get("secret")) != (APP_ID, SECRET):
            return 200, {"errcode": 40125, "errmsg": "invalid appsecret"}
        if path == "/sns/oauth2/access_token" and query.get("grant_type") == "authorization_code":
            openid = self.codes.pop(query["code"], None)  # a code is good once
            if openid is None:
                return 200, {"errcode": 40029, "errmsg": "invalid code"}
            return 200, {"access_token": "user", "expires_in": 7200, "openid": openid, "scope": "snsapi_base"}
        if path == "/cgi-bin/token" and query.get("grant_type") == "client_credential":
            time.sleep(self.slow)
            with self.lock:
                self.tokens += 1
            return 200, {"access_token": f"token-{self.tokens}", "expires_in": 7200}
        return 404, {}

    def _template(self, query: dict[str, str], body: dict[str, Any]) -> Answer:
        if self.refuses:
            return 200, {"errcode": self.refuses, "errmsg": "refused"}
        if query.get("access_token") != f"token-{self.tokens}":
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        self.told.append(body)
        return 200, {"errcode": 0, "errmsg": "ok", "msgid": len(self.told)}
