"""Roles, policies of the organization and budgets."""


def inline_policy(c, i, resource):
    roles = c("iam").list_roles()["Roles"]
    names = ((role["RoleName"], c("iam").list_role_policies(RoleName=role["RoleName"])["PolicyNames"]) for role in roles)
    role = next(role for role, policies in names if i.split("|")[-1] in policies or resource["LogicalResourceId"] in policies)
    return {"Role": role}


def role(c, i):
    """With the policy that bounds it, which IAM must have."""
    found = c("iam").get_role(RoleName=i)["Role"]
    bounded = found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return {**found, "Boundary": c("iam").get_policy(PolicyArn=bounded)["Policy"]} if bounded else found


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
