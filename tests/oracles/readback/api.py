"""Clients of the emulator's API, and what every reader shares."""

import boto3
from botocore.exceptions import ClientError

clients = {}


def api(service, region):
    return clients.setdefault((service, region), boto3.client(service, region_name=region))


def attempt(part):
    try:
        return part()
    except ClientError:
        return None


def tags_of(answer):
    """Tags in the spellings of the services."""
    pairs = next((answer[key] for key in ("Tags", "TagSet", "tags", "TagList") if answer.get(key)), [])
    if isinstance(pairs, dict):
        return pairs
    return {pair.get("Key", pair.get("key")): pair.get("Value", pair.get("value")) for pair in pairs}
