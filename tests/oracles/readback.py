"""What the emulator really holds, through the AWS API. Prints JSON; the assertions are in expectations.ts.

readback.py types TYPE...         those of the resource types that the emulator refuses
readback.py read STACK=REGION...  every resource of these stacks as its own service describes it
readback.py release STACK=REGION...  lets these stacks be destroyed
readback.py prepare REGION        logs prompts in this region, as somebody did before us
readback.py bedrock REGION        what Bedrock's own API says of this account and region
"""

import json
import re
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

clients = {}


def api(service, region):
    return clients.setdefault((service, region), boto3.client(service, region_name=region))


def tags_of(answer):
    """Tags in the spellings of the services."""
    pairs = next((answer[key] for key in ("Tags", "TagSet", "tags", "TagList") if answer.get(key)), [])
    if isinstance(pairs, dict):
        return pairs
    return {pair.get("Key", pair.get("key")): pair.get("Value", pair.get("value")) for pair in pairs}


def ec2(service, key, ids):
    return lambda c, i: getattr(c("ec2"), "describe_" + service)(**{ids: [i]})[key][0]


def association(c, i):
    tables = c("ec2").describe_route_tables()["RouteTables"]
    return next(a for table in tables for a in table["Associations"] if a["RouteTableAssociationId"] == i)


def launch_template(c, i):
    template = c("ec2").describe_launch_templates(LaunchTemplateIds=[i])["LaunchTemplates"][0]
    version = c("ec2").describe_launch_template_versions(LaunchTemplateId=i, Versions=["$Latest"])
    return {**template, "Data": version["LaunchTemplateVersions"][0]["LaunchTemplateData"]}


def bucket(c, i):
    s3 = c("s3")
    parts = {
        "Versioning": lambda: s3.get_bucket_versioning(Bucket=i).get("Status"),
        "Lock": lambda: s3.get_object_lock_configuration(Bucket=i)["ObjectLockConfiguration"],
        "Encryption": lambda: s3.get_bucket_encryption(Bucket=i)["ServerSideEncryptionConfiguration"]["Rules"],
        "Public": lambda: s3.get_public_access_block(Bucket=i)["PublicAccessBlockConfiguration"],
        "Logging": lambda: s3.get_bucket_logging(Bucket=i).get("LoggingEnabled"),
        "TagSet": lambda: s3.get_bucket_tagging(Bucket=i)["TagSet"],
    }
    s3.head_bucket(Bucket=i)
    return {name: attempt(part) for name, part in parts.items()}


def attempt(part):
    try:
        return part()
    except ClientError:
        return None


def key(c, i):
    kms = c("kms")
    return {
        **kms.describe_key(KeyId=i)["KeyMetadata"],
        "Rotation": kms.get_key_rotation_status(KeyId=i)["KeyRotationEnabled"],
        "Tags": [{"Key": t["TagKey"], "Value": t["TagValue"]} for t in kms.list_resource_tags(KeyId=i)["Tags"]],
    }


def parameter(c, i):
    ssm = c("ssm")
    tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=i)
    return {**ssm.get_parameter(Name=i)["Parameter"], "TagList": tags["TagList"]}


def log_group(c, i):
    logs = c("logs")
    group = next(g for g in logs.describe_log_groups(logGroupNamePrefix=i)["logGroups"] if g["logGroupName"] == i)
    return {**group, "tags": logs.list_tags_log_group(logGroupName=i)["tags"]}


def inline_policy(c, i, resource):
    roles = c("iam").list_roles()["Roles"]
    names = ((role["RoleName"], c("iam").list_role_policies(RoleName=role["RoleName"])["PolicyNames"]) for role in roles)
    role = next(role for role, policies in names if i.split("|")[-1] in policies or resource["LogicalResourceId"] in policies)
    return {"Role": role}


def balancing(kind, key, argument):
    def read(c, i):
        found = getattr(c("elbv2"), "describe_" + kind)(**{argument: [i]})[key][0]
        return {**found, "Tags": c("elbv2").describe_tags(ResourceArns=[i])["TagDescriptions"][0]["Tags"]}

    return read


def load_balancer(c, i):
    attributes = c("elbv2").describe_load_balancer_attributes(LoadBalancerArn=i)["Attributes"]
    found = balancing("load_balancers", "LoadBalancers", "LoadBalancerArns")(c, i)
    return {**found, "Attributes": {a["Key"]: a["Value"] for a in attributes}}


def record_set(c, i):
    zones = c("route53").list_hosted_zones()["HostedZones"]
    sets = (one for zone in zones for one in c("route53").list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"])
    return next(one for one in sets if one["Name"].rstrip(".") == i.rstrip(".") and one["Type"] == "A")


def metric_filter(c, i):
    return next(f for f in c("logs").describe_metric_filters()["metricFilters"] if f["filterName"] == i)


def topic(c, i):
    tags = c("sns").list_tags_for_resource(ResourceArn=i)
    return {**c("sns").get_topic_attributes(TopicArn=i)["Attributes"], "Tags": tags["Tags"]}


def service(c, i):
    return c("ecs").describe_services(cluster=i.split("/")[-2], services=[i], include=["TAGS"])["services"][0]


def task(c, i):
    answer = c("ecs").describe_task_definition(taskDefinition=i, include=["TAGS"])
    return {**answer["taskDefinition"], "tags": answer.get("tags", [])}


def function(c, i):
    answer = c("lambda").get_function(FunctionName=i)
    return {**answer["Configuration"], "Tags": answer.get("Tags")}


def topic_policy(c, i):
    topics = c("sns").list_topics()["Topics"]
    policies = (c("sns").get_topic_attributes(TopicArn=t["TopicArn"])["Attributes"].get("Policy") for t in topics)
    return {"Policy": next(p for p in policies if p and "aws:SecureTransport" in p)}


def queue(c, i):
    sqs = c("sqs")
    return {**sqs.get_queue_attributes(QueueUrl=i, AttributeNames=["All"])["Attributes"], "Tags": attempt(lambda: sqs.list_queue_tags(QueueUrl=i)["Tags"])}


def queue_policy(c, i):
    sqs = c("sqs")
    policies = (sqs.get_queue_attributes(QueueUrl=u, AttributeNames=["Policy"]).get("Attributes", {}).get("Policy") for u in sqs.list_queues()["QueueUrls"])
    return {"Policy": next(p for p in policies if p and "aws:SecureTransport" in p)}


def project(c, i):
    found = c("codebuild").batch_get_projects(names=[i])["projects"][0]
    return {**found, "Tags": found.get("tags", [])}


def state_machine(c, i):
    tags = c("stepfunctions").list_tags_for_resource(resourceArn=i)
    return {**c("stepfunctions").describe_state_machine(stateMachineArn=i), "tags": tags["tags"]}


def rule(c, i):
    found = c("events").describe_rule(Name=i.split("/")[-1].split("|")[-1])
    tags = c("events").list_tags_for_resource(ResourceARN=found["Arn"])
    targets = c("events").list_targets_by_rule(Rule=found["Name"])["Targets"]
    return {**found, "Targets": targets, "Tags": tags["Tags"]}


def alias(c, i):
    return next(a for a in c("kms").list_aliases()["Aliases"] if a["AliasName"] == i)


def attachment(c, i):
    gateways = c("ec2").describe_internet_gateways()["InternetGateways"]
    return next(a for g in gateways for a in g["Attachments"] if a["VpcId"] in i or g["InternetGatewayId"] in i)


def policy(c, i):
    organizations = c("organizations")
    targets = organizations.list_targets_for_policy(PolicyId=i)["Targets"]
    tags = organizations.list_tags_for_resource(ResourceId=i)["Tags"]
    found = organizations.describe_policy(PolicyId=i)["Policy"]
    return {**found, "Targets": sorted(target["TargetId"] for target in targets), "Tags": tags}


def budget(c, i):
    budgets, account = c("budgets"), c("sts").get_caller_identity()["Account"]
    found = budgets.describe_budget(AccountId=account, BudgetName=i, ShowFilterExpression=True)["Budget"]
    notifications = budgets.describe_notifications_for_budget(AccountId=account, BudgetName=i)["Notifications"]
    told = [budgets.describe_subscribers_for_notification(AccountId=account, BudgetName=i, Notification=n)["Subscribers"] for n in notifications]
    tags = budgets.list_tags_for_resource(ResourceARN=f"arn:aws:budgets::{account}:budget/{i}")["ResourceTags"]
    return {**found, "Notifications": notifications, "Subscribers": told, "Tags": tags}


def guardrail(c, i):
    tags = c("bedrock").list_tags_for_resource(resourceARN=i)["tags"]
    return {**c("bedrock").get_guardrail(guardrailIdentifier=i.split("/")[-1]), "tags": tags}


def guardrail_version(c, i):
    name, version = i.split("/")[-1].split("|")
    return c("bedrock").get_guardrail(guardrailIdentifier=name, guardrailVersion=version)


def inference_profile(c, i):
    tags = c("bedrock").list_tags_for_resource(resourceARN=i)["tags"]
    return {**c("bedrock").get_inference_profile(inferenceProfileIdentifier=i.split("/")[-1]), "tags": tags}


def imported_model(c, i):
    found = c("bedrock").get_imported_model(modelIdentifier=i)
    return {**found, "tags": c("bedrock").list_tags_for_resource(resourceARN=found["modelArn"])["tags"]}


def bedrock_settings(c, i=None):
    bedrock = c("bedrock")
    return {
        "retention": bedrock.get_account_data_retention()["mode"],
        "logging": bedrock.get_model_invocation_logging_configuration().get("loggingConfig"),
        "models": [model["modelName"] for model in bedrock.list_imported_models()["modelSummaries"]],
    }


def prepare(region):
    delivered = {f"{kind}DataDeliveryEnabled": True for kind in ("text", "image", "embedding")}
    to = {"logGroupName": "earlier-invocations", "roleArn": "arn:aws:iam::111122223333:role/earlier"}
    api("bedrock", region).put_model_invocation_logging_configuration(loggingConfig={"cloudWatchConfig": to, **delivered})


READERS = {
    "AWS::AutoScaling::AutoScalingGroup": lambda c, i: c("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[i])["AutoScalingGroups"][0],
    "AWS::Bedrock::ApplicationInferenceProfile": inference_profile,
    "AWS::Bedrock::Guardrail": guardrail,
    "AWS::Bedrock::GuardrailVersion": guardrail_version,
    "AWS::Budgets::Budget": budget,
    "AWS::CloudWatch::Alarm": lambda c, i: c("cloudwatch").describe_alarms(AlarmNames=[i])["MetricAlarms"][0],
    "AWS::CodeBuild::Project": project,
    "AWS::EC2::EIP": ec2("addresses", "Addresses", "PublicIps"),
    "AWS::EC2::FlowLog": ec2("flow_logs", "FlowLogs", "FlowLogIds"),
    "AWS::EC2::InternetGateway": ec2("internet_gateways", "InternetGateways", "InternetGatewayIds"),
    "AWS::EC2::LaunchTemplate": launch_template,
    "AWS::EC2::NatGateway": ec2("nat_gateways", "NatGateways", "NatGatewayIds"),
    "AWS::EC2::RouteTable": ec2("route_tables", "RouteTables", "RouteTableIds"),
    "AWS::EC2::SecurityGroup": ec2("security_groups", "SecurityGroups", "GroupIds"),
    "AWS::EC2::Subnet": ec2("subnets", "Subnets", "SubnetIds"),
    "AWS::EC2::SubnetRouteTableAssociation": association,
    "AWS::EC2::VPC": ec2("vpcs", "Vpcs", "VpcIds"),
    "AWS::EC2::VPCGatewayAttachment": attachment,
    "AWS::EC2::VPCEndpoint": ec2("vpc_endpoints", "VpcEndpoints", "VpcEndpointIds"),
    "AWS::ECS::CapacityProvider": lambda c, i: c("ecs").describe_capacity_providers(capacityProviders=[i], include=["TAGS"])["capacityProviders"][0],
    "AWS::ECS::Cluster": lambda c, i: c("ecs").describe_clusters(clusters=[i], include=["TAGS", "SETTINGS"])["clusters"][0],
    "AWS::ECS::ClusterCapacityProviderAssociations": lambda c, i: c("ecs").describe_clusters(clusters=[i])["clusters"][0],
    "AWS::ECS::Service": service,
    "AWS::ECS::TaskDefinition": task,
    "AWS::ElasticLoadBalancingV2::Listener": balancing("listeners", "Listeners", "ListenerArns"),
    "AWS::ElasticLoadBalancingV2::ListenerRule": balancing("rules", "Rules", "RuleArns"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": balancing("target_groups", "TargetGroups", "TargetGroupArns"),
    "AWS::Events::Rule": rule,
    "AWS::IAM::InstanceProfile": lambda c, i: c("iam").get_instance_profile(InstanceProfileName=i.split("/")[-1])["InstanceProfile"],
    "AWS::IAM::ManagedPolicy": lambda c, i: c("iam").get_policy(PolicyArn=i)["Policy"],
    "AWS::IAM::Role": lambda c, i: c("iam").get_role(RoleName=i)["Role"],
    "AWS::KMS::Alias": alias,
    "AWS::KMS::Key": key,
    "AWS::Lambda::Function": function,
    "AWS::Logs::LogGroup": log_group,
    "AWS::Logs::MetricFilter": metric_filter,
    "AWS::Organizations::Policy": policy,
    "AWS::Route53::HostedZone": lambda c, i: c("route53").get_hosted_zone(Id=i),
    "AWS::Route53::RecordSet": record_set,
    "AWS::S3::Bucket": bucket,
    "AWS::SecretsManager::Secret": lambda c, i: c("secretsmanager").describe_secret(SecretId=i),
    "AWS::SNS::Subscription": lambda c, i: next(s for s in c("sns").list_subscriptions()["Subscriptions"] if s["SubscriptionArn"] == i or s["SubscriptionArn"] == "PendingConfirmation"),
    "AWS::SNS::Topic": topic,
    "AWS::SNS::TopicPolicy": topic_policy,
    "AWS::SQS::Queue": queue,
    "AWS::SQS::QueuePolicy": queue_policy,
    "AWS::SSM::Parameter": parameter,
    "AWS::StepFunctions::StateMachine": state_machine,
    "Custom::BedrockAccountSettings": bedrock_settings,
    "Custom::BedrockImportedModel": imported_model,
}


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


mode, *arguments = sys.argv[1:]
if mode == "types":
    answer = refused(arguments)
elif mode == "prepare":
    answer = prepare(*arguments)
elif mode == "bedrock":
    answer = bedrock_settings(lambda service: api(service, arguments[0]))
elif mode == "release":
    answer = [release(*argument.split("=")) for argument in arguments]
else:
    answer = [resource for argument in arguments for resource in read(*argument.split("="))]
json.dump(answer, sys.stdout, default=str)
