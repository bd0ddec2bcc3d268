"""An app that uses as much of the host as it is asked to."""

import os
import time

VERSION = "1.0"
KEPT = []


def app(environ, start_response):
    path, _, amount = environ["PATH_INFO"].strip("/").partition("/")
    body = f"hog {VERSION} {os.getpid()}\n"
    if path == "eat":
        KEPT.append(b"x" * (int(amount) << 20))
    elif path == "burn":
        end = time.process_time() + float(amount)
        while time.process_time() < end:
            pass
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body.encode()]
