# Says as JSON which Python this is. Fails when it could not make an environment.
import ensurepip
import hashlib
import json
import platform
import sys
import sysconfig
import venv

base = getattr(sys, "_base_executable", None) or sys.executable
build = [sys.implementation.name, sys.version, sys.base_prefix, str(sysconfig.get_config_var("SOABI"))]
print(json.dumps({
    "executable": base,
    "version": platform.python_version(),
    "platform": "-".join(part for part in (sysconfig.get_platform(),) + platform.libc_ver() if part),
    "build": hashlib.sha256("|".join(build).encode()).hexdigest()[:12],
    "installer": ensurepip.version(),
}))
