#!/usr/bin/env python3
"""Posts comments without a pause until told to stop, each request on a new connection, and counts exactly.

usage: load.py URL CLIENTS  -- ends at SIGTERM and then prints one JSON object:
{"sent": 4711, "failed": 0, "by_version": {"1.0": 2300, "1.1": 2411}, "failures": ["..."]}
A request that got any answer but 200, or none, has failed; nothing is retried.
"""

import http.client
import json
import signal
import sys
import threading
import time
import urllib.parse

PAUSE_SECONDS = 0.002
TIMEOUT_SECONDS = 30


class Load:
    def __init__(self, url):
        self.address = urllib.parse.urlsplit(url)
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.sent = 0
        self.failures = []
        self.by_version = {}

    def request(self, number):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=TIMEOUT_SECONDS)
        try:
            body = {"email": "load@example.org", "comment": f"request {number}", "content_id": "load"}
            connection.request(
                "POST",
                self.address.path,
                json.dumps(body),
                {"Content-Type": "application/json", "Connection": "close"},
            )
            response = connection.getresponse()
            response.read()
            failure = None if response.status == 200 else f"answered {response.status}"
            return response.getheader("X-Desafio-Version", "unknown"), failure
        except (OSError, http.client.HTTPException) as error:
            return None, repr(error)
        finally:
            connection.close()

    def client(self):
        while not self.stop.is_set():
            with self.lock:
                self.sent += 1
                number = self.sent
            version, failure = self.request(number)
            with self.lock:
                if failure:
                    self.failures.append(f"{time.strftime('%H:%M:%S')} request {number}: {failure}")
                else:
                    self.by_version[version] = self.by_version.get(version, 0) + 1
            time.sleep(PAUSE_SECONDS)


def main():
    load = Load(sys.argv[1])
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: load.stop.set())
    clients = [threading.Thread(target=load.client) for _ in range(int(sys.argv[2]))]
    for client in clients:
        client.start()
    while not load.stop.wait(0.1):
        pass
    for client in clients:
        client.join()
    print(
        json.dumps(
            {
                "sent": load.sent,
                "failed": len(load.failures),
                "by_version": load.by_version,
                "failures": load.failures[:20],
            }
        )
    )


if __name__ == "__main__":
    main()
