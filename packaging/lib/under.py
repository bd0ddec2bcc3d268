#!/usr/bin/env python3
"""Lists, or ends, the processes that belong to one scratch directory.

usage: under.py list DIR | under.py end DIR
A process belongs to it when it works in it, runs a program of it, or names a path of it in its arguments. Only this
user's processes are looked at, and never the caller or its parents.
"""

import os
import signal
import sys
import time


def parents():
    own, pid = {os.getpid()}, os.getppid()
    while pid > 1:
        own.add(pid)
        with open(f"/proc/{pid}/stat", "rb") as stat:
            pid = int(stat.read().rpartition(b")")[2].split()[1])
    return own


def belongs(pid, directory):
    inside = (directory + "/").encode()
    try:
        if os.stat(f"/proc/{pid}").st_uid != os.getuid():
            return False
        with open(f"/proc/{pid}/stat", "rb") as stat:
            if stat.read().rpartition(b")")[2].split()[0] in (b"Z", b"X"):
                return False
        for link in ("cwd", "exe"):
            if (os.fsencode(os.readlink(f"/proc/{pid}/{link}")) + b"/").startswith(inside):
                return True
        with open(f"/proc/{pid}/cmdline", "rb") as cmdline:
            return inside in cmdline.read()
    except (OSError, IndexError):
        return False


def under(directory):
    spared = parents()
    numbers = (int(name) for name in os.listdir("/proc") if name.isdigit())
    return [pid for pid in numbers if pid not in spared and belongs(pid, directory)]


def end(directory):
    for number, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        for pid in under(directory):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        give_up_at = time.monotonic() + patience
        while time.monotonic() < give_up_at:
            if not under(directory):
                return
            time.sleep(0.1)


def main():
    directory = os.path.realpath(sys.argv[2])
    if sys.argv[1] == "end":
        end(directory)
    for pid in under(directory):
        with open(f"/proc/{pid}/cmdline", "rb") as cmdline:
            print(pid, cmdline.read().replace(b"\0", b" ").decode(errors="replace"))


if __name__ == "__main__":
    main()
