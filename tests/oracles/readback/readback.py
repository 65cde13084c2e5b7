"""What the emulator really holds, through the AWS API. Prints JSON; the assertions are in expectations.ts.

readback.py types TYPE...         those of the resource types that the emulator refuses
readback.py read STACK=REGION...  every resource of these stacks as its own service describes it
readback.py there JSON            those of these resources that their own services still show; each with region, type, physical id and a name
readback.py release STACK=REGION...  lets these stacks be destroyed
readback.py prepare REGION        logs prompts in this region, as somebody did before us
readback.py bedrock REGION        what Bedrock's own API says of this account and region
"""

import json
import re
import sys

from botocore.exceptions import BotoCoreError, ClientError

from api import api, attempt, tags_of
from governance import inline_policy
from models import bedrock_settings
from readers import READERS


def prepare(region):
    delivered = {f"{kind}DataDeliveryEnabled": True for kind in ("text", "image", "embedding")}
    to = {"logGroupName": "earlier-invocations", "roleArn": "arn:aws:iam::111122223333:role/earlier"}
    api("bedrock", region).put_model_invocation_logging_configuration(loggingConfig={"cloudWatchConfig": to, **delivered})


def read(stack, region):
    def c(service):
        return api(service, region)

    pages = c("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    resources = [resource for page in pages for resource in page["StackResourceSummaries"]]
    buckets = [r["PhysicalResourceId"] for r in resources if r["ResourceType"] == "AWS::S3::Bucket"]
    for resource in resources:
        kind, physical = resource["ResourceType"], resource["PhysicalResourceId"]
        seen = error = None
        try:
            if kind == "AWS::IAM::Policy":
                seen = inline_policy(c, physical, resource)
            elif kind == "AWS::S3::BucketPolicy":
                policies = [attempt(lambda b=b: c("s3").get_bucket_policy(Bucket=b)["Policy"]) for b in buckets]
                seen = {"Policies": [p for p in policies if p]} if all(policies) else None
            elif kind in READERS:
                seen = READERS[kind](c, physical)
        except (BotoCoreError, ClientError, IndexError, KeyError, StopIteration) as problem:
            error = f"{type(problem).__name__}: {problem}"
        yield {
            "stack": stack,
            "type": kind,
            "id": resource["LogicalResourceId"],
            "physical": physical,
            "status": resource["ResourceStatus"],
            "seen": seen,
            "tags": tags_of(seen) if seen else {},
            "error": error,
        }


def refused(types):
    """A template of nothing but types is enough: they are judged before anything else."""
    body = json.dumps({"Resources": {f"R{number}": {"Type": kind} for number, kind in enumerate(types)}})
    try:
        api("cloudformation", "us-east-1").validate_template(TemplateBody=body)
    except ClientError as problem:
        listed = re.search(r"Unrecognized resource types: \[(.*)\]", str(problem))
        if listed is None:
            raise
        return listed.group(1).split(", ")
    return []


def release(stack, region):
    """Termination protection ends, as docs/operations.md says before a stack is destroyed."""
    api("cloudformation", region).update_termination_protection(StackName=stack, EnableTerminationProtection=False)


# Read by what they are set on, not by an id of their own.
SETTINGS = {"AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "Custom::BedrockAccountSettings"}


def there(resources):
    """What has no reader is not asked for; some services keep a record of what they deleted."""
    for one in resources:
        if one["type"] not in READERS or one["type"] in SETTINGS:
            continue
        try:
            seen = READERS[one["type"]](lambda service: api(service, one["region"]), one["physical"])
        except (BotoCoreError, ClientError, IndexError, KeyError, StopIteration):
            continue
        if seen is not None and seen.get("status") != "INACTIVE" and seen.get("State") != "deleted":
            yield f"{one['of']} ({one['type']} {one['physical']})"


mode, *arguments = sys.argv[1:]
if mode == "types":
    answer = refused(arguments)
elif mode == "prepare":
    answer = prepare(*arguments)
elif mode == "bedrock":
    answer = bedrock_settings(lambda service: api(service, arguments[0]))
elif mode == "there":
    answer = list(there(json.loads(*arguments)))
elif mode == "release":
    answer = [release(*argument.split("=")) for argument in arguments]
else:
    answer = [resource for argument in arguments for resource in read(*argument.split("="))]
json.dump(answer, sys.stdout, default=str)
