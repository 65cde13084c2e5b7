"""Handlers of CloudFormation types whose service MiniStack emulates: each calls the service's own API, by the names of the template.

A change that a handler does not make fails, as does everything that the service refuses.
"""

import json

from ministack.core.responses import get_account_id

from in_process import api


def camel(value, renamed={}):
    """CloudFormation's spelling of a Bedrock or ECS property as its API spells it."""
    if isinstance(value, list):
        return [camel(item, renamed) for item in value]
    if not isinstance(value, dict):
        return value
    return {renamed.get(key, key[0].lower() + key[1:]): camel(item, renamed) for key, item in value.items()}


def only(old, new, *names):
    """Refuses a change of anything but these properties."""
    others = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name) and name not in names]
    if others:
        raise ValueError(f"a change of {', '.join(others)} is not emulated")


class OrganizationsPolicy:
    def text(props):
        return {"Content": json.dumps(props["Content"]), "Description": props["Description"], "Name": props["Name"]}

    def create(_, props, stack):
        policy = api("organizations").create_policy(Type=props["Type"], Tags=props.get("Tags", []), **OrganizationsPolicy.text(props))
        summary = policy["Policy"]["PolicySummary"]
        for target in props["TargetIds"]:
            api("organizations").attach_policy(PolicyId=summary["Id"], TargetId=target)
        return summary["Id"], {"Id": summary["Id"], "Arn": summary["Arn"]}

    def update(physical, old, new, stack):
        only(old, new, "Content", "Description", "Name", "Tags", "TargetIds")
        summary = api("organizations").update_policy(PolicyId=physical, **OrganizationsPolicy.text(new))["Policy"]["PolicySummary"]
        for target in set(new["TargetIds"]) - set(old["TargetIds"]):
            api("organizations").attach_policy(PolicyId=physical, TargetId=target)
        for target in set(old["TargetIds"]) - set(new["TargetIds"]):
            api("organizations").detach_policy(PolicyId=physical, TargetId=target)
        if new.get("Tags"):
            api("organizations").tag_resource(ResourceId=physical, Tags=new["Tags"])
        return physical, {"Id": physical, "Arn": summary["Arn"]}

    def delete(physical, props):
        for target in props["TargetIds"]:
            api("organizations").detach_policy(PolicyId=physical, TargetId=target)
        api("organizations").delete_policy(PolicyId=physical)


class Budget:
    def arguments(props, key):
        budget = dict(props["Budget"])
        budget["BudgetLimit"] = {**budget["BudgetLimit"], "Amount": str(budget["BudgetLimit"]["Amount"])}
        return {"AccountId": get_account_id(), key: budget}

    def create(_, props, stack):
        api("budgets").create_budget(
            **Budget.arguments(props, "Budget"),
            NotificationsWithSubscribers=props["NotificationsWithSubscribers"],
            ResourceTags=props["ResourceTags"],
        )
        return props["Budget"]["BudgetName"], {}

    def update(physical, old, new, stack):
        # A change of the notifications replaces the budget.
        only(old, new, "Budget", "ResourceTags")
        arguments = Budget.arguments(new, "NewBudget")
        api("budgets").update_budget(**arguments)
        arn = f"arn:aws:budgets::{arguments['AccountId']}:budget/{physical}"
        api("budgets").tag_resource(ResourceARN=arn, ResourceTags=new["ResourceTags"])
        return physical, {}

    def delete(physical, props):
        api("budgets").delete_budget(AccountId=Budget.arguments(props, "Budget")["AccountId"], BudgetName=physical)


class Guardrail:
    renamed = {
        "ContentFiltersTierConfig": "tierConfig",
        "GuardrailProfileArn": "guardrailProfileIdentifier",
        "KmsKeyArn": "kmsKeyId",
        "TopicsTierConfig": "tierConfig",
    }

    def attributes(answer):
        return answer["guardrailArn"], {"GuardrailArn": answer["guardrailArn"], "GuardrailId": answer["guardrailId"], "Version": "DRAFT"}

    def create(_, props, stack):
        return Guardrail.attributes(api("bedrock").create_guardrail(**camel(props, Guardrail.renamed)))

    def update(physical, old, new, stack):
        arguments = camel(new, Guardrail.renamed)
        tags = arguments.pop("tags")
        answer = api("bedrock").update_guardrail(guardrailIdentifier=physical, **arguments)
        api("bedrock").tag_resource(resourceARN=physical, tags=tags)
        return Guardrail.attributes(answer)

    def delete(physical, props):
        api("bedrock").delete_guardrail(guardrailIdentifier=physical)


class GuardrailVersion:
    def create(_, props, stack):
        answer = api("bedrock").create_guardrail_version(**camel(props))
        guardrail = api("bedrock").get_guardrail(guardrailIdentifier=answer["guardrailId"])
        version = {"GuardrailArn": guardrail["guardrailArn"], "GuardrailId": answer["guardrailId"], "Version": answer["version"]}
        return f"{version['GuardrailArn']}|{answer['version']}", version

    def update(physical, old, new, stack):
        # Another definition is another version; the template keeps the earlier one.
        only(old, new, "Description")
        return GuardrailVersion.create(None, new, stack)

    def delete(physical, props):
        arn, version = physical.split("|")
        api("bedrock").delete_guardrail(guardrailIdentifier=arn, guardrailVersion=version)


class ApplicationInferenceProfile:
    def attributes(arn):
        return arn, {"InferenceProfileArn": arn, "InferenceProfileIdentifier": arn, "InferenceProfileId": arn.split("/")[-1]}

    def create(_, props, stack):
        return ApplicationInferenceProfile.attributes(api("bedrock").create_inference_profile(**camel(props))["inferenceProfileArn"])

    def update(physical, old, new, stack):
        only(old, new, "Tags")
        api("bedrock").tag_resource(resourceARN=physical, tags=camel(new["Tags"]))
        return ApplicationInferenceProfile.attributes(physical)

    def delete(physical, props):
        api("bedrock").delete_inference_profile(inferenceProfileIdentifier=physical.split("/")[-1])


def of_ec2(create, delete, attributes):
    """A type of EC2 that changes in nothing but its tags."""

    def created(_, props, stack):
        physical = create(api("ec2"), {key: value for key, value in props.items() if key != "Tags"})
        return tagged(physical, props)

    def updated(physical, old, new, stack):
        only(old, new, "Tags")
        return tagged(physical, new)

    # Not with the creation: MiniStack drops those of a flow log.
    def tagged(physical, props):
        found = attributes(physical)
        api("ec2").create_tags(Resources=[found.get("AllocationId", physical)], Tags=props["Tags"])
        return physical, found

    return {"create": created, "update": updated, "delete": lambda physical, props: delete(api("ec2"), physical)}


def allocation(public):
    return api("ec2").describe_addresses(PublicIps=[public])["Addresses"][0]["AllocationId"]


def flow_log(ec2, props):
    resource = props.pop("ResourceId")
    return ec2.create_flow_logs(ResourceIds=[resource], **props)["FlowLogIds"][0]


class CapacityProvider:
    def create(logical, props, stack):
        name = f"{stack}-{logical}"
        api("ecs").create_capacity_provider(name=name, **camel(props))
        return name, {}

    def update(physical, old, new, stack):
        only(old, new, "AutoScalingGroupProvider", "Tags")
        group = {key: value for key, value in new["AutoScalingGroupProvider"].items() if key != "AutoScalingGroupArn"}
        found = api("ecs").update_capacity_provider(name=physical, autoScalingGroupProvider=camel(group))["capacityProvider"]
        api("ecs").tag_resource(resourceArn=found["capacityProviderArn"], tags=camel(new["Tags"]))
        return physical, {}

    def delete(physical, props):
        api("ecs").delete_capacity_provider(capacityProvider=physical)


class CapacityProviderAssociations:
    def create(_, props, stack):
        api("ecs").put_cluster_capacity_providers(**camel(props))
        return props["Cluster"], {}

    def update(physical, old, new, stack):
        return CapacityProviderAssociations.create(None, new, stack)

    def delete(physical, props):
        api("ecs").put_cluster_capacity_providers(cluster=physical, capacityProviders=[], defaultCapacityProviderStrategy=[])


def methods(kind):
    return {name: getattr(kind, name) for name in ("create", "update", "delete")}


RESOURCE_TYPES = {
    "AWS::Bedrock::ApplicationInferenceProfile": methods(ApplicationInferenceProfile),
    "AWS::Bedrock::Guardrail": methods(Guardrail),
    "AWS::Bedrock::GuardrailVersion": methods(GuardrailVersion),
    "AWS::Budgets::Budget": methods(Budget),
    "AWS::EC2::EIP": of_ec2(
        lambda ec2, props: ec2.allocate_address(**props)["PublicIp"],
        lambda ec2, public: ec2.release_address(AllocationId=allocation(public)),
        lambda public: {"AllocationId": allocation(public), "PublicIp": public},
    ),
    "AWS::EC2::FlowLog": of_ec2(flow_log, lambda ec2, found: ec2.delete_flow_logs(FlowLogIds=[found]), lambda found: {"Id": found}),
    "AWS::EC2::NatGateway": of_ec2(
        lambda ec2, props: ec2.create_nat_gateway(**props)["NatGateway"]["NatGatewayId"],
        lambda ec2, found: ec2.delete_nat_gateway(NatGatewayId=found),
        lambda found: {"NatGatewayId": found},
    ),
    "AWS::ECS::CapacityProvider": methods(CapacityProvider),
    "AWS::ECS::ClusterCapacityProviderAssociations": methods(CapacityProviderAssociations),
    "AWS::Organizations::Policy": methods(OrganizationsPolicy),
}
