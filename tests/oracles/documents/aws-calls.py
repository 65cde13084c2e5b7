"""Calls of the AWS command line held to the models of AWS that the command line itself is made from.

Standard input: JSON, [{"label", "args": [text]}], without "aws". Standard output: JSON, {"judged": number, "findings": [text]}.
"""

import json
import sys

import botocore.session
import jmespath
from botocore import xform_name

# Options that every command has, and those that pages of results add. Source: AWS CLI Command Reference, global options.
GLOBAL = {"region", "query", "output", "profile", "no-cli-pager", "no-paginate", "max-items", "page-size", "starting-token"}
# Services whose command has another name than the model.
SERVICES = {"s3api": "s3"}
# High-level commands that are made of several calls: their options. Source: AWS CLI Command Reference, s3.
HIGH_LEVEL = {("s3", "cp"): {"recursive", "quiet"}, ("s3", "ls"): {"recursive"}, ("ecr", "get-login-password"): set()}


def judge(session, args: list[str]) -> list[str]:
    service, operation, *rest = args
    options = [one[2:].split("=")[0] for one in rest if one.startswith("--")]
    findings = [f"--query is no JMESPath: {error}" for error in query_errors(rest)]
    if (service, operation) in HIGH_LEVEL:
        return findings + [f"no option --{one}" for one in options if one not in HIGH_LEVEL[(service, operation)] | GLOBAL]
    name = SERVICES.get(service, service)
    if name not in session.get_available_services():
        return [f"no service {service}"]
    model = session.get_service_model(name)
    if operation == "wait":
        waiters = {xform_name(one, "-"): one for one in session.get_waiter_model(name).waiter_names}
        if rest[0] not in waiters:
            return findings + [f"nothing to wait for: {service} {rest[0]}"]
        target = session.get_waiter_model(name).get_waiter(waiters[rest[0]]).operation
    else:
        operations = {xform_name(one, "-"): one for one in model.operation_names}
        if operation not in operations:
            return findings + [f"no operation {service} {operation}"]
        target = operations[operation]
    shape = model.operation_model(target).input_shape
    members = {xform_name(one, "-"): one for one in (shape.members if shape else {})}
    known = set(members) | {f"no-{one}" for one in members} | GLOBAL
    findings += [f"no option --{one} of {service} {operation}" for one in options if one not in known]
    given = {one.removeprefix("no-") for one in options} | set(options)
    required = {xform_name(one, "-") for one in (shape.required_members if shape else [])}
    return findings + [f"{service} {operation} needs --{one}" for one in sorted(required - given)]


def query_errors(rest: list[str]) -> list[str]:
    queries = [rest[at + 1] for at, one in enumerate(rest[:-1]) if one == "--query"]
    errors = []
    for query in queries:
        try:
            jmespath.compile(query)
        except jmespath.exceptions.JMESPathError as error:
            errors.append(str(error).splitlines()[0])
    return errors


def main() -> None:
    session = botocore.session.get_session()
    calls = json.load(sys.stdin)
    findings = [f"{call['label']}: {finding}" for call in calls for finding in judge(session, call["args"])]
    json.dump({"judged": len(calls), "findings": findings}, sys.stdout)


main()
