# Runs the pip of one environment for another one: `TARGET/bin/python -I pip_runner.py SITE_PACKAGES install ...`.
# Only pip itself is taken from SITE_PACKAGES, so whatever else lies there never counts as installed in the target.
# pip's own --python does the same, but only from 22.3 on; this works with every pip that a supported Python brings.
import runpy
import sys
from importlib.machinery import PathFinder

SOURCE = sys.argv.pop(1)


class PipFinder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return PathFinder.find_spec(name, [SOURCE], target) if name == "pip" else None


sys.meta_path.insert(0, PipFinder)
runpy.run_module("pip", run_name="__main__", alter_sys=True)
