"""Calls a gateway through the OpenAI package as it is installed, and prints as JSON what a caller sees.

usage: sdk.py BASE_URL KEY MODEL OTHER_MODEL TOOL_CHOICE. The certificate authority is in SSL_CERT_FILE.
"""

import json
import sys

import openai

base_url, key, model, other, choice = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key=key, max_retries=0)
messages = [{"role": "system", "content": "be brief"}, {"role": "user", "content": "three words please"}]
seen = {}


def note(name, work):
    try:
        seen[name] = work()
    except openai.APIStatusError as error:
        body = error.body if isinstance(error.body, dict) else {}
        seen[name] = {"error": type(error).__name__, "status": error.status_code, "type": body.get("type"), "message": bool(body.get("message"))}
    except Exception as error:
        seen[name] = {"error": type(error).__name__, "message": str(error)}


def unary():
    answer = client.chat.completions.create(model=model, messages=messages, max_tokens=3)
    usage = answer.usage
    return {"words": len(answer.choices[0].message.content.split()), "finish": answer.choices[0].finish_reason, "out": usage.completion_tokens, "in": usage.prompt_tokens}


def stream(**more):
    words, usage = "", None
    for chunk in client.chat.completions.create(model=model, messages=messages, max_tokens=5, stream=True, **more):
        usage = chunk.usage or usage
        words += "".join(choice.delta.content or "" for choice in chunk.choices)
    return {"words": len(words.split()), "out": usage and usage.completion_tokens}


def tools():
    tool = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}
    answer = client.chat.completions.create(model=model, messages=messages, tools=[tool], tool_choice=choice)
    message = answer.choices[0].message
    call = message.tool_calls[0]
    # As the documentation shows it: the message goes back as it came.
    history = [*messages, message, {"role": "tool", "tool_call_id": call.id, "content": "sunny"}]
    client.chat.completions.create(model=model, messages=history, tools=[tool], tool_choice=choice, max_tokens=2)
    return {"name": call.function.name, "city": json.loads(call.function.arguments)["city"]}


note("unary", unary)
note("stream", stream)
note("stream with usage", lambda: stream(stream_options={"include_usage": True}))
note("tools", tools)
note("models", lambda: sorted(one.id for one in client.models.list()))
note("unknown key", lambda: openai.OpenAI(base_url=base_url, api_key="sk-none", max_retries=0).chat.completions.create(model=model, messages=messages))
note("other model", lambda: client.chat.completions.create(model=other, messages=messages))
note("unknown field", lambda: client.chat.completions.create(model=model, messages=messages, extra_body={"api_base": "http://127.0.0.1:9"}))
note("embeddings", lambda: client.embeddings.create(model=model, input="x"))
print(json.dumps(seen))
