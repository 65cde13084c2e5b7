"""Prints as JSON what a published vLLM source package has: flags, variables and metrics, with defaults where they are literals, and below which
paths its API key is asked for.

usage: engine.py VERSION CACHE. Exit code 4: the package index cannot be reached.
"""

import ast
import hashlib
import json
import os
import re
import sys
import tarfile
import urllib.error
import urllib.request

version, cache = sys.argv[1:]
path = os.path.join(cache, f"vllm-{version}.tar.gz")
if not os.path.exists(path):
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    try:
        page = urllib.request.urlopen(f"{index}/vllm/", timeout=60).read().decode()
        link = re.search(rf'href="([^"#]+/vllm-{re.escape(version)}\.tar\.gz)#sha256=([0-9a-f]+)', page)
        if link is None:
            sys.exit(f"vllm {version} is not published")
        data = urllib.request.urlopen(link[1], timeout=300).read()
    except urllib.error.URLError as error:
        print(f"the package index cannot be reached: {error}", file=sys.stderr)
        sys.exit(4)
    if hashlib.sha256(data).hexdigest() != link[2]:
        sys.exit(f"vllm {version}: the package has another digest than the index says")
    with open(f"{path}.part", "wb") as file:
        file.write(data)
    os.rename(f"{path}.part", path)

found = {}


def literal(node):
    if isinstance(node, ast.Constant):
        return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    return None


def read(name, tree):
    flags = name.endswith(("engine/arg_utils.py", "cli_args.py"))
    for node in ast.walk(tree):
        if flags and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found["--" + node.target.id.replace("_", "-")] = literal(node.value)
        elif flags and isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_argument":
            for argument in node.args:
                if isinstance(argument, ast.Constant) and str(argument.value).startswith("--"):
                    found.setdefault(argument.value, None)
        elif name.endswith("vllm/envs.py") and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = literal(node.value)
        elif "/v1/metrics/" in name and isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == "name" and isinstance(keyword.value, ast.Constant) and str(keyword.value.value).startswith("vllm:"):
                    counter = "counter" in ast.unparse(node.func)
                    found[keyword.value.value + ("_total" if counter else "")] = None
        elif isinstance(node, ast.ClassDef) and node.name == "SharedAdmissionStats":
            found[node.name] = None
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "GUARDED_PREFIX":
            found["guarded"] = " ".join(ast.literal_eval(node.value))


with tarfile.open(path) as archive:
    for member in archive:
        name = member.name.split("/", 1)[-1]
        if re.fullmatch(r"vllm/(engine/arg_utils|envs|entrypoints/.*cli_args|entrypoints/serve/middleware/authenticate|v1/metrics/\w+|v1/engine/admission_control)\.py", name):
            read(name, ast.parse(archive.extractfile(member).read()))
print(json.dumps(found))
