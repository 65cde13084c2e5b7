"""What a deployment needs of moto before it starts. Prints JSON.

prepare.py types                        resource types that its CloudFormation has
prepare.py bootstrap ACCOUNT/REGION...  makes bucket and version of a bootstrapped environment, because "cdk bootstrap" fails in moto,
                                        and a certificate, because a listener asks for one that is there; its ARN by environment
prepare.py listed STACK=ACCOUNT/REGION...  what its CloudFormation lists of these stacks as complete: "stack id"
"""

import json
import sys

import boto3


def session(account, region):
    """Credentials of a role of an account: moto takes its number from the role's name."""
    role = f"arn:aws:iam::{account}:role/bootstrap"
    given = boto3.client("sts", region_name=region).assume_role(RoleArn=role, RoleSessionName="bootstrap")["Credentials"]
    return boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region)


def bootstrap(account, region):
    here = session(account, region)
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    here.client("s3").create_bucket(Bucket=f"cdk-hnb659fds-assets-{account}-{region}", **place)
    # The newest that the command line knows of; it asks for at least one of its own.
    certificate = here.client("acm").request_certificate(DomainName="llama.example.com")["CertificateArn"]
    here.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    return certificate


def listed(stack, account, region):
    pages = session(account, region).client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    resources = [resource for page in pages for resource in page["StackResourceSummaries"]]
    return [f"{stack} {r['LogicalResourceId']}" for r in resources if r["ResourceStatus"] == "CREATE_COMPLETE" and r["PhysicalResourceId"]]


mode, *arguments = sys.argv[1:]
if mode == "types":
    from moto.cloudformation.parsing import NULL_MODELS, get_model_list

    answer = sorted({*NULL_MODELS, *(model.cloudformation_type() for model in get_model_list())})
elif mode == "listed":
    answer = [one for argument in arguments for one in listed(*argument.replace("=", "/").split("/"))]
else:
    answer = {argument: bootstrap(*argument.split("/")) for argument in arguments}
json.dump(answer, sys.stdout)
