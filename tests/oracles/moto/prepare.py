"""What a deployment needs of moto before it starts. Prints JSON.

prepare.py types                        resource types that its CloudFormation has
prepare.py bootstrap QUALIFIER ACCOUNT/REGION...  makes bucket and version of a bootstrapped environment, because "cdk bootstrap" fails in
                                        moto, and a certificate, because a listener asks for one that is there; its ARN by environment
prepare.py linked ACCOUNT/REGION...     attachments of networks to transit gateways that are there, and routes that lead to one, by how many
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


def bootstrap(qualifier, account, region):
    here = session(account, region)
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    here.client("s3").create_bucket(Bucket=f"cdk-{qualifier}-assets-{account}-{region}", **place)
    # The newest that the command line knows of; it asks for at least one of its own.
    certificate = here.client("acm").request_certificate(DomainName="llama.example.com")["CertificateArn"]
    here.client("ssm").put_parameter(Name=f"/cdk-bootstrap/{qualifier}/version", Value="30", Type="String")
    return certificate


def listed(stack, account, region):
    pages = session(account, region).client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    resources = [resource for page in pages for resource in page["StackResourceSummaries"]]
    return [f"{stack} {r['LogicalResourceId']}" for r in resources if r["ResourceStatus"] == "CREATE_COMPLETE" and r["PhysicalResourceId"]]


def linked(account, region):
    ec2 = session(account, region).client("ec2")
    gateways = [one["TransitGatewayId"] for one in ec2.describe_transit_gateways()["TransitGateways"]]
    attached = {(one["TransitGatewayId"], one["VpcId"]) for one in ec2.describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"]}
    tables = ec2.describe_route_tables()["RouteTables"]
    routes = [(route.get("TransitGatewayId"), table["VpcId"]) for table in tables for route in table["Routes"]]
    there = {one for one in attached if one[0] in gateways}
    return {"attachments": len(there), "routes": sum(1 for one in routes if one in there)}


mode, *arguments = sys.argv[1:]
if mode == "types":
    from moto.cloudformation.parsing import NULL_MODELS, get_model_list

    import transit_gateways  # noqa: F401

    answer = sorted({*NULL_MODELS, *(model.cloudformation_type() for model in get_model_list())})
elif mode == "listed":
    answer = [one for argument in arguments for one in listed(*argument.replace("=", "/").split("/"))]
elif mode == "linked":
    found = [linked(*argument.split("/")) for argument in arguments]
    answer = {count: sum(one[count] for one in found) for count in ("attachments", "routes")}
else:
    qualifier, *environments = arguments
    answer = {environment: bootstrap(qualifier, *environment.split("/")) for environment in environments}
json.dump(answer, sys.stdout)
