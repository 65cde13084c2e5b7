"""Makes in an emulator what an organisation has before the blueprint comes, through the public API of each service: existing.ts says what.
Prints JSON: the ids that the emulator gave, by those that the topology has.

existing.py JSON  a list of {"kind", "account", "region", ...}, a member for each thing
"""

import json
import sys

import boto3
from botocore.exceptions import ClientError

clients = {}
given = {}


def api(service, account, region):
    """A client in an account: both emulators take its number from the role that is assumed."""
    key = (service, account, region)
    if key not in clients:
        role = f"arn:aws:iam::{account}:role/organisation"
        credentials = boto3.client("sts", region_name=region).assume_role(RoleArn=role, RoleSessionName="organisation")["Credentials"]
        keys = (credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])
        clients[key] = boto3.Session(*keys, region).client(service)
    return clients[key]


def named(path):
    """A name with its path, as IAM takes them."""
    folder, _, name = path.rpartition("/")
    return {"Path": f"/{folder}/" if folder else "/"}, name


def boundary(name, account, region):
    path, policy = named(name)
    # The organisation's own: it lets through what roles do and keeps them from its bootstrap.
    statements = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "iam:*", "Resource": f"arn:aws:iam::{account}:role/cdk-*"},
    ]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    api("iam", account, region).create_policy(PolicyName=policy, PolicyDocument=document, **path)


def role(name, account, region):
    path, short = named(name)
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    api("iam", account, region).create_role(RoleName=short, AssumeRolePolicyDocument=document, **path)


def bucket(name, account, region):
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    api("s3", account, region).create_bucket(Bucket=name, **place)


def key(id, account, region):
    given[id] = api("kms", account, region).create_key()["KeyMetadata"]["Arn"]


def network(id, cidr, subnets, group, account, region):
    """Each subnet has a part of the range and another zone."""
    ec2 = api("ec2", account, region)
    made = given[id] = ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    for number, (subnet, zone) in enumerate(subnets.items()):
        part = f"{cidr.rsplit('.', 2)[0]}.{number}.0/24"
        given[subnet] = ec2.create_subnet(VpcId=made, CidrBlock=part, AvailabilityZone=zone)["Subnet"]["SubnetId"]
    if group:
        given[group] = ec2.create_security_group(GroupName="endpoints", Description="Interface endpoints", VpcId=made)["GroupId"]


def transit_gateway(id, account, region):
    try:
        given[id] = api("ec2", account, region).create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    except ClientError as problem:
        # MiniStack has none: the id stays that of the topology, and not-proven.txt has the attachment.
        if problem.response["Error"]["Code"] != "InvalidAction":
            raise


def zone(id, domain, account, region):
    """A private hosted zone of a network that is there only for it."""
    vpc = api("ec2", account, region).create_vpc(CidrBlock="192.168.0.0/24")["Vpc"]["VpcId"]
    route53 = api("route53", account, region)
    made = route53.create_hosted_zone(Name=domain, CallerReference=id, VPC={"VPCRegion": region, "VPCId": vpc})
    given[id] = made["HostedZone"]["Id"].removeprefix("/hostedzone/")


kinds = {one.__name__: one for one in (boundary, role, bucket, key, network, transit_gateway, zone)}
for thing in json.loads(sys.argv[1]):
    # One gateway may join several networks, one key hold several things.
    if thing.get("id") not in given:
        kinds[thing.pop("kind")](**thing)
json.dump(given, sys.stdout)
