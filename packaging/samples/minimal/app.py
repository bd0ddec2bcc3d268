"""The smallest app that can be deployed: plain WSGI, one requirement, boots in a blink. Tests use it where the app
itself does not matter."""

import os

VERSION = "1.0"


def app(environ, start_response):
    answer = {"/": f"minimal {VERSION}\n", "/status/": "ok\n", "/pid": f"{os.getpid()}\n"}.get(environ["PATH_INFO"])
    body = (answer or "not found\n").encode()
    start_response(
        "200 OK" if answer else "404 Not Found",
        [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return [body]
