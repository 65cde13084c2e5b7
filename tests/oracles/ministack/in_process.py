"""AWS clients whose calls MiniStack answers without a network: a resource type is created while the server waits for it."""

import asyncio
import contextvars
import io
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.awsrequest import AWSResponse
from ministack.app import SERVICE_HANDLERS
from ministack.core.responses import get_account_id, get_region

clients = {}
threads = ThreadPoolExecutor(8)


def api(service):
    """A client in account and region of the current request; botocore validates what is sent and parses what comes back."""
    account, region = get_account_id(), get_region()
    key = (service, account, region)
    if key not in clients:
        client = boto3.Session(aws_access_key_id=account, aws_secret_access_key="emulated", region_name=region).client(
            service, endpoint_url="http://in-process"
        )
        client.meta.events.register("before-send", lambda request, **_: answer(service, request))
        clients[key] = client
    return clients[key]


class Raw(io.BytesIO):
    """What botocore reads a body from."""

    def stream(self, **_):
        yield self.read()


def answer(service, request):
    url = urlsplit(request.url)
    headers = {name.lower(): decoded(value) for name, value in request.headers.items()}
    call = SERVICE_HANDLERS[service](request.method, url.path, headers, encoded(request.body or b""), parse_qs(url.query))
    status, response_headers, content = finished(call)
    return AWSResponse(request.url, status, response_headers, Raw(encoded(content)))


def decoded(value):
    return value.decode() if isinstance(value, bytes) else value


def encoded(text):
    return text.encode() if isinstance(text, str) else text


def finished(call):
    """In a loop of its own, because the server's may be the one that waits for this; account and region are of the current request."""
    context = contextvars.copy_context()
    return threads.submit(context.run, asyncio.run, call).result()
