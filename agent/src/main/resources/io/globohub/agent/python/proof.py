# Proves an environment: `proof.py gunicorn` that gunicorn can be imported, `proof.py module PACK NAME` that a module can
# be found. The app's own code is not run: packages are walked by their files.
# Exit codes: 10 no gunicorn, 11 no pkg_resources, 12 gunicorn cannot be imported, 13 no such module.
import sys
import traceback
from importlib.machinery import PathFinder


def prove_gunicorn():
    if PathFinder.find_spec("gunicorn") is None:
        return 10
    try:
        import gunicorn.app.wsgiapp
    except Exception as e:
        traceback.print_exc()
        return 11 if getattr(e, "name", None) == "pkg_resources" else 12
    return 0


def prove_module(pack, module):
    sys.path.insert(0, pack)
    path, name = None, ""
    for part in module.split("."):
        name = name + "." + part if name else part
        spec = PathFinder.find_spec(name, path)
        if spec is None:
            print("there is no module " + name)
            return 13
        path = list(spec.submodule_search_locations or [])
    return 0


sys.exit(prove_gunicorn() if sys.argv[1] == "gunicorn" else prove_module(sys.argv[2], sys.argv[3]))
