"""An organization of named accounts, as somebody has it before the first deployment.

The API makes up the ids of accounts, so these are put in.
"""

from ministack.core.responses import _request_account_id
from ministack.services import organizations

from in_process import api

POLICY_TYPES = ["SERVICE_CONTROL_POLICY", "AISERVICES_OPT_OUT_POLICY", "BEDROCK_POLICY"]


def found(management, members):
    token = _request_account_id.set(management)
    client = api("organizations")
    (root,) = client.list_roots()["Roots"]
    enabled = [entry["Type"] for entry in root["PolicyTypes"]]
    for kind in POLICY_TYPES:
        if kind not in enabled:
            client.enable_policy_type(RootId=root["Id"], PolicyType=kind)
    (model,) = client.list_accounts()["Accounts"]
    for member in members.split(","):
        arn = model["Arn"].rsplit("/", 1)[0] + "/" + member
        organizations._accounts.setdefault(member, {**organizations._accounts[management], "Id": member, "Arn": arn, "Name": member})
    _request_account_id.reset(token)
