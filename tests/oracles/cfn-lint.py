"""cfn-lint on many templates in one process, each under the rules of the region it deploys to.

Standard input: JSON, [{"label", "template", "region"}]. Standard output: JSON, {"judged": number, "findings": [text]}.
"""

import json
import sys

from cfnlint.api import lint_file
from cfnlint.config import ManualArgs
from pathlib import Path

# W3005: CDK's function construct names its role in DependsOn although it refers to it already; redundant, harmless.
IGNORED = ["W3005"]


def main() -> None:
    findings = []
    jobs = json.load(sys.stdin)
    for job in jobs:
        config = ManualArgs(regions=[job["region"]], ignore_checks=IGNORED)
        for match in lint_file(Path(job["template"]), config):
            findings.append(f"{job['label']}:{match.linenumber}:{match.columnnumber}: {match.rule.id} {match.message}")
    json.dump({"judged": len(jobs), "findings": findings}, sys.stdout)


main()
