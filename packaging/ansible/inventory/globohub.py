#!/usr/bin/env python3
"""Dynamic inventory of globoHUB for Ansible: the controller's own, over HTTP; needs nothing but Python.

    GLOBOHUB_URL=https://controller.example.net:7070 GLOBOHUB_TOKEN=... ansible-inventory -i globohub.py --graph

The token comes from GLOBOHUB_TOKEN or, for a file, GLOBOHUB_TOKEN_FILE; a viewer's is enough. GLOBOHUB_CA_FILE names the
authority of the controller's certificate where it is not one of the machine's.
"""

import json
import os
import ssl
import sys
import urllib.error
import urllib.request


def token():
    path = os.environ.get("GLOBOHUB_TOKEN_FILE")
    if path:
        with open(path, encoding="ascii") as file:
            return file.read().strip()
    return os.environ.get("GLOBOHUB_TOKEN", "")


def inventory():
    url = os.environ.get("GLOBOHUB_URL", "").rstrip("/")
    if not url:
        sys.exit("GLOBOHUB_URL names no controller")
    request = urllib.request.Request(
        url + "/v1/integrations/ansible/inventory", headers={"Authorization": "Bearer " + token()}
    )
    trust = ssl.create_default_context(cafile=os.environ.get("GLOBOHUB_CA_FILE") or None)
    try:
        with urllib.request.urlopen(request, timeout=30, context=trust) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        problem = json.loads(refused.read() or b"{}")
        sys.exit(f"error[{problem.get('code', refused.code)}]: {problem.get('detail', refused.reason)}")
    except urllib.error.URLError as failure:
        sys.exit(f"error[controller_unreachable]: {url}: {failure.reason}")


def main(arguments):
    found = inventory()
    if arguments[:1] == ["--host"]:
        found = found["_meta"]["hostvars"].get(arguments[1], {})
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
