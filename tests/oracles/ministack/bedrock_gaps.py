"""What of Bedrock is played here. Both answer as the API reference says; neither proves anything about AWS itself.

Data retention  `GetAccountDataRetention` and `PutAccountDataRetention` of an account in a region
Import jobs     MiniStack keeps one in progress for ever and drops the model's tags; here it is complete at once, and the model has them
"""

import json

from ministack.core.responses import get_account_id, get_region

modes = {}
RETENTION = "/data-retention"


def fill(handlers):
    bedrock = handlers["bedrock"]

    async def answered(method, path, headers, body, query):
        if path == RETENTION:
            return retention(method, body)
        status, response_headers, content = await bedrock(method, path, headers, body, query)
        if status < 300 and method == "GET" and path.startswith("/model-import-jobs/"):
            content = json.dumps(completed(json.loads(content)))
        if status < 300 and method == "POST" and path == "/model-import-jobs":
            asked, job = json.loads(body), json.loads(content)
            tags = {"resourceARN": model_arn(job["jobArn"], asked["importedModelName"]), "tags": asked["importedModelTags"]}
            await bedrock("POST", "/tagResource", headers, json.dumps(tags).encode(), {})
        return status, response_headers, content

    handlers["bedrock"] = answered


def retention(method, body):
    place = (get_account_id(), get_region())
    if method == "PUT":
        modes[place] = json.loads(body)["mode"]
    return 200, {"Content-Type": "application/json"}, json.dumps({"mode": modes.get(place, "default")}).encode()


def completed(job):
    return {**job, "status": "Completed", "importedModelArn": model_arn(job["jobArn"], job["importedModelName"])}


def model_arn(job_arn, name):
    """The ARN that MiniStack gave the model."""
    return f"{job_arn.split(':model-import-job/')[0]}:imported-model/{name}"
