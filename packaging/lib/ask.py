#!/usr/bin/env python3
"""The little HTTP that quickstart.sh needs, since a clean machine has no curl.

usage: ask.py get URL | ask.py post URL JSON | ask.py port [WISH]
get and post print one line: status, version that answered ("-" when it does not say), body. No answer is status 000.
port prints WISH when nobody listens there, else a free port.
"""

import socket
import sys
import urllib.error
import urllib.request


def ask(method, url, body=None):
    request = urllib.request.Request(
        url, body and body.encode(), {"Content-Type": "application/json"}, method=method.upper()
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            return answer.status, answer.headers.get("X-Desafio-Version", "-"), answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("X-Desafio-Version", "-"), answer.read().decode()
    except OSError as error:
        return "000", "-", str(error)


def free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return None
        return probe.getsockname()[1]


if __name__ == "__main__":
    if sys.argv[1] == "port":
        print((len(sys.argv) > 2 and free(int(sys.argv[2]))) or free(0))
    else:
        status, version, text = ask(*sys.argv[1:])
        print(status, version, " ".join(text.split()))
