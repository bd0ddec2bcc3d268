#!/usr/bin/env python3
"""Times how long gunicorn takes to its first answer, for packaging/bench/restart.

usage: restart.py boot PACK ENTRY_POINT | restart.py crash PACK URL
boot starts the release's own gunicorn by hand on a free port, as its user would without globoHUB.
crash kills the live gunicorn of that release, master and workers at once, and waits until URL answers again.
Both print the seconds. PACK is the release's directory on the host, for example .../globoHUB/desafio/PACK1_0.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PAUSE = 0.005
PATIENCE = 60


def answers(url):
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=2).close()
        return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def until_it_answers(url, began):
    while time.monotonic() - began < PATIENCE:
        if answers(url):
            return time.monotonic() - began
        time.sleep(PAUSE)
    sys.exit(f"{url} did not answer within {PATIENCE} s")


def boot(pack, entry_point):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    binaries = os.path.join(pack, ".pack", "venv", "bin")
    command = [os.path.join(binaries, "python"), os.path.join(binaries, "gunicorn"), "-b", f"127.0.0.1:{port}"]
    began = time.monotonic()
    gunicorn = subprocess.Popen(
        [*command, entry_point], cwd=pack, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return until_it_answers(f"http://127.0.0.1:{port}/status/", began)
    finally:
        gunicorn.terminate()
        gunicorn.wait()


def processes_in(pack):
    """The gunicorn processes that work in the release's directory."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{name}/cwd") == pack and os.getpgid(int(name)) > 1:
                found.append(int(name))
        except OSError:
            continue
    return found


def crash(pack, url):
    victims = processes_in(os.path.realpath(pack))
    if not victims:
        sys.exit(f"nothing runs in {pack}")
    began = time.monotonic()
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    return until_it_answers(url, began)


if __name__ == "__main__":
    print("%.3f" % {"boot": boot, "crash": crash}[sys.argv[1]](*sys.argv[2:4]))
