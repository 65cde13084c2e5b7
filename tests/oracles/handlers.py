"""Permissions that CloudFormation's resource schemas name for types, as cfn-lint carries them.

Standard input: JSON, {type: [action]}, what facts/deployer.yaml says. Standard output: JSON, [text], what differs.
"""

import json
import re
import sys
from importlib import resources

HANDLERS = ("create", "read", "update", "delete")


def main() -> None:
    said = json.load(sys.stdin)
    named: dict[str, set[str]] = {}
    for file in (resources.files("cfnlint") / "data" / "schemas" / "resources").iterdir():
        if not file.name.endswith(".json"):
            continue
        schema = json.loads(file.read_text())
        if schema.get("typeName") not in said:
            continue
        handlers = schema.get("handlers") or {}
        actions = {action for handler in HANDLERS for action in (handlers.get(handler) or {}).get("permissions") or []}
        # s3:REST.PUT.OBJECT is an operation of access logs, no action.
        named.setdefault(schema["typeName"], set()).update(action for action in actions if re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9*]+", action))
    findings = []
    for type_name, actions in sorted(said.items()):
        missing = sorted(named.get(type_name, set()) - set(actions))
        gone = sorted(set(actions) - named.get(type_name, set()))
        if missing or gone:
            findings.append(f"{type_name}: lacks {', '.join(missing) or 'nothing'}; has beside {', '.join(gone) or 'nothing'}")
    json.dump(findings, sys.stdout)


main()
