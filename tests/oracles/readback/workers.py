"""What runs and what tells it to: containers, functions, builds, queues and topics."""

from api import attempt


def service(c, i):
    return c("ecs").describe_services(cluster=i.split("/")[-2], services=[i], include=["TAGS"])["services"][0]


def task(c, i):
    answer = c("ecs").describe_task_definition(taskDefinition=i, include=["TAGS"])
    return {**answer["taskDefinition"], "tags": answer.get("tags", [])}


def function(c, i):
    answer = c("lambda").get_function(FunctionName=i)
    return {**answer["Configuration"], "Tags": answer.get("Tags")}


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


def topic(c, i):
    tags = c("sns").list_tags_for_resource(ResourceArn=i)
    return {**c("sns").get_topic_attributes(TopicArn=i)["Attributes"], "Tags": tags["Tags"]}


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
