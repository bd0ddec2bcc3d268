# Written by globohub-agent; changes are lost at the next deployment. Read by gunicorn at each start and re-exec.
import io
import json
import os
import socket
import sys
import types

RELEASE = json.loads(@RELEASE@)


def _start_ticks(pid):
    with open("/proc/%d/stat" % pid) as stat:
        return int(stat.read().rpartition(")")[2].split()[19])


def _record(name, state, pid, **more):
    """Says in the run directory what this very process is; the agent believes it only if the start time fits."""
    path = os.path.join(RELEASE["run_dir"], name)
    entry = dict(more, state=state, pid=pid, start_ticks=_start_ticks(pid), manifest=RELEASE["manifest"])
    try:
        with open(path + ".new", "w") as out:
            json.dump(entry, out)
        os.rename(path + ".new", path)
    except OSError as error:  # a full disk must not stop an app that could serve
        sys.stderr.write("globohub: cannot write %s: %s\n" % (path, error))


class _Dropping(io.FileIO):
    """Output that a full disk cannot turn into failing requests: what cannot be written is dropped."""

    def write(self, data):
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _unfailing(number):
    raw = _Dropping(number, "w", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", write_through=True)


def _seal():
    """Ties this process to its release: after `current` has moved on, nothing of it may come from there."""
    link, real = RELEASE["current"], RELEASE["pack"]

    def settle(path):
        inside = isinstance(path, str) and (path == link or path.startswith(link + os.sep))
        return os.path.realpath(path) if inside else path

    handed_over = {
        name: os.environ[name]
        for name in ("GUNICORN_PID", "GUNICORN_FD", "LISTEN_PID", "LISTEN_FDS")
        if name in os.environ
    }
    os.environ.clear()
    os.environ.update(RELEASE["env"])
    os.environ.update(handed_over)
    # gunicorn remembers $PWD as the directory of its next re-exec: the link, so that it finds what is current then
    os.environ["PWD"] = link
    sys.path[:] = [settle(path) for path in sys.path]
    sys.path_importer_cache.clear()
    for module in list(sys.modules.values()):
        path = getattr(module, "__path__", None)
        if isinstance(path, list):
            path[:] = [settle(entry) for entry in path]
    sys.prefix, sys.exec_prefix = settle(sys.prefix), settle(sys.exec_prefix)
    os.chdir(real)


def _listen(host, port):
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1 if host != "::" else 0)
    listener.bind(address)
    listener.listen(2048)
    return listener


def _inherit_listeners():
    """At a re-exec gunicorn serves exactly the sockets it inherits: make them the ones this release wants."""
    if "GUNICORN_FD" not in os.environ:
        return
    inherited = {}
    for number in os.environ["GUNICORN_FD"].split(","):
        listener = socket.socket(fileno=int(number))
        inherited[listener.getsockname()[:2]] = listener
    wanted = []
    for host, port in RELEASE["bind"]:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][4][:2]
        wanted.append(inherited.pop(address, None) or _listen(host, port))
    for listener in inherited.values():
        listener.close()
    numbers = [str(listener.detach()) for listener in wanted]
    os.environ["GUNICORN_FD"] = ",".join(numbers)


class _Entry(types.ModuleType):
    """The app's entry point under one fixed name: gunicorn's arguments outlive a re-exec, the entry point need not."""

    def __getattr__(self, name):
        if name != "application":
            raise AttributeError(name)
        from gunicorn.util import import_app

        return import_app(RELEASE["entry_point"])


_seal()
sys.stdout, sys.stderr = _unfailing(1), _unfailing(2)
if RELEASE["role"] == "master":
    _record("master-%d.json" % os.getpid(), "booting", os.getpid(), bind=RELEASE["bind"])
    _inherit_listeners()
sys.modules["globohub_entry"] = _Entry("globohub_entry")

if RELEASE["role"] == "master":
    bind = [("[%s]:%d" if ":" in host else "%s:%d") % (host, port) for host, port in RELEASE["bind"]]
else:
    bind = ["unix:" + RELEASE["socket"]]
workers = RELEASE["workers"]
worker_class = RELEASE["worker_class"]
threads = RELEASE["threads"]
timeout = RELEASE["timeout"]
graceful_timeout = RELEASE["graceful_timeout"]
chdir = RELEASE["pack"]
proc_name = RELEASE["app"]
errorlog = RELEASE["error_log"]
accesslog = RELEASE.get("access_log")
capture_output = True
preload_app = False
control_socket_disable = True


def pre_exec(server):
    # we are the child of the old master, about to become the new one
    _record("master-%d.json" % os.getpid(), "executing", os.getpid(), bind=RELEASE["bind"])


def post_fork(server, worker):
    os.environ.pop("GUNICORN_PID", None)


def on_starting(server):
    os.environ["PWD"] = RELEASE["pack"]


def when_ready(server):
    if RELEASE["role"] == "master":
        _record(
            "master-%d.json" % server.pid,
            "ready",
            server.pid,
            bind=RELEASE["bind"],
            prefix=sys.prefix,
            python=sys.version.split()[0],
        )


def post_worker_init(worker):
    _record(
        "worker-%d.json" % os.getpid(), "ready", os.getpid(), master=worker.ppid, role=RELEASE["role"]
    )
