"""What Bedrock holds."""


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
