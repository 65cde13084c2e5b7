"""Roles as CloudFormation makes and deletes them on AWS, where MiniStack's handlers do otherwise.

Boundary  is put on the role, and has to be a policy that is there: MiniStack drops it
Deletion  takes off what the template itself put on the role, then asks IAM, which refuses while other policies are attached: MiniStack takes them off
"""

import functools

from in_process import api


def as_on_aws(handlers):
    @functools.wraps(handlers["create"])
    def create(logical, props, *rest):
        physical, attributes = handlers["create"](logical, props, *rest)
        bound(physical, props)
        return physical, attributes

    @functools.wraps(handlers["update"])
    def update(physical, old, new, *rest, **named):
        answer = handlers["update"](physical, old, new, *rest, **named)
        if new.get("PermissionsBoundary") != old.get("PermissionsBoundary"):
            raise ValueError("a change of PermissionsBoundary is not emulated")
        return answer

    return {**handlers, "create": create, "update": update, "delete": delete}


def bound(physical, props):
    if "PermissionsBoundary" in props:
        api("iam").get_policy(PolicyArn=props["PermissionsBoundary"])
        api("iam").put_role_permissions_boundary(RoleName=physical, PermissionsBoundary=props["PermissionsBoundary"])


def delete(physical, props):
    iam = api("iam")
    try:
        for policy in props.get("ManagedPolicyArns", []):
            iam.detach_role_policy(RoleName=physical, PolicyArn=policy)
        for policy in props.get("Policies", []):
            iam.delete_role_policy(RoleName=physical, PolicyName=policy["PolicyName"])
        iam.delete_role(RoleName=physical)
    except iam.exceptions.NoSuchEntityException:
        # What is gone already is no failure of a delete.
        return
