"""Buckets, repositories, keys, parameters and logs, as their services describe them."""

from api import attempt


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


def key(c, i):
    kms = c("kms")
    return {
        **kms.describe_key(KeyId=i)["KeyMetadata"],
        "Rotation": kms.get_key_rotation_status(KeyId=i)["KeyRotationEnabled"],
        "Tags": [{"Key": t["TagKey"], "Value": t["TagValue"]} for t in kms.list_resource_tags(KeyId=i)["Tags"]],
    }


def repository(c, i):
    ecr = c("ecr")
    found = ecr.describe_repositories(repositoryNames=[i])["repositories"][0]
    return {**found, "Tags": ecr.list_tags_for_resource(resourceArn=found["repositoryArn"])["tags"]}


def alias(c, i):
    return next(a for a in c("kms").list_aliases()["Aliases"] if a["AliasName"] == i)


def parameter(c, i):
    ssm = c("ssm")
    tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=i)
    return {**ssm.get_parameter(Name=i)["Parameter"], "TagList": tags["TagList"]}


def log_group(c, i):
    logs = c("logs")
    group = next(g for g in logs.describe_log_groups(logGroupNamePrefix=i)["logGroups"] if g["logGroupName"] == i)
    return {**group, "tags": logs.list_tags_log_group(logGroupName=i)["tags"]}


def metric_filter(c, i):
    return next(f for f in c("logs").describe_metric_filters()["metricFilters"] if f["filterName"] == i)
