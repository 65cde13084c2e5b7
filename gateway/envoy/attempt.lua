-- One attempt at a host: what it is sent, what it used, and what of its answer goes on. Holds no content beyond the call.
-- Within JSON a quotation mark inside text is escaped, so no answer can imitate the names that are looked for here.

local sent = {
  [":method"] = true, [":path"] = true, [":authority"] = true, [":scheme"] = true, ["content-type"] = true, ["content-length"] = true,
  ["transfer-encoding"] = true, ["x-request-id"] = true,
}
local returned = { [":status"] = true, ["content-type"] = true, ["content-length"] = true, ["transfer-encoding"] = true, ["date"] = true, ["retry-after"] = true }

-- What a caller is told of a status: the one it gets, a type and a code as OpenAI has them, and words of ours.
local failures = {
  [400] = { 400, "invalid_request_error", "invalid_request", "The model refused the request." },
  [413] = { 413, "invalid_request_error", "request_too_large", "The request is larger than the model takes." },
  [422] = { 400, "invalid_request_error", "invalid_request", "The model refused the request." },
  [408] = { 504, "server_error", "upstream_timeout", "The model did not answer in time." },
  [429] = { 429, "rate_limit_error", "rate_limit_exceeded", "The model has no capacity for this request at the moment." },
  [503] = { 503, "server_error", "overloaded", "The model has no capacity for this request at the moment." },
  [504] = { 504, "server_error", "upstream_timeout", "The model did not answer in time." },
}
local failed = { 502, "server_error", "upstream_error", "The model failed to answer." }

-- What is known of an attempt, for its line in the log. Objects of the handle end with each wait, so none is kept.
local function note(handle, name, value)
  handle:streamInfo():dynamicMetadata():set("spend", name, value)
end

local function keep(headers, allowed)
  local others = {}
  for name in pairs(headers) do
    if not allowed[name] then others[#others + 1] = name end
  end
  for _, name in ipairs(others) do headers:remove(name) end
end

function envoy_on_request(handle)
  local headers = handle:headers()
  -- Until the host says how many tokens it read: four bytes each.
  note(handle, "tokensIn", math.ceil((tonumber(headers:get("content-length")) or 0) / 4))
  note(handle, "startedMs", tonumber(handle:timestamp()))
  note(handle, "team", headers:get("x-gateway-team") or "")
  note(handle, "usage", headers:get("x-gateway-usage") or "keep")
  keep(headers, sent)
end

-- Events of a text without the one that has the usage and no choice, and the beginning of an event that may become it. What begins otherwise is not kept back.
local function withoutUsage(text)
  local kept, from = {}, 1
  while true do
    local first, last = text:find("\r?\n\r?\n", from)
    if not first then break end
    local event = text:sub(from, last)
    if not (event:find('"choices"%s*:%s*%[%s*%]') and event:find('"usage"%s*:%s*{')) then kept[#kept + 1] = event end
    from = last + 1
  end
  local begun = text:sub(from)
  if #begun >= 8 and not begun:find("^data:%s*{") then return table.concat(kept) .. begun, "" end
  return table.concat(kept), begun
end

local function describe(handle, status)
  local told = failures[status] or failed
  local body = handle:body(true)
  local headers = handle:headers()
  local text = body:getBytes(0, body:length())
  local code, words = told[3], told[4]
  if told[1] == 400 and (text:find("context length", 1, true) or text:find("too long", 1, true)) then
    code, words = "context_length_exceeded", "The request is longer than the context of the model."
  end
  local length = body:setBytes(string.format('{"error":{"message":"%s","type":"%s","param":null,"code":"%s"}}', words, told[2], code))
  headers:replace(":status", tostring(told[1]))
  headers:replace("content-type", "application/json")
  headers:replace("content-length", tostring(length))
  if told[1] == 503 or told[1] == 429 then headers:replace("retry-after", headers:get("retry-after") or "2") end
end

function envoy_on_response(handle)
  local headers = handle:headers()
  local status = tonumber(headers:get(":status"))
  keep(headers, returned)
  if status ~= 200 then
    note(handle, "ended", "refused")
    if status ~= 400 or handle:metadata():get("words") ~= "ours" then describe(handle, status) end
    return
  end
  local price = handle:metadata():get("price") or {}
  local rates = price["input"] and { price["input"], price["output"] }
  local spend = handle:streamInfo():dynamicMetadata():get("spend") or {}
  local started, read, written, events, carried, first, done = spend["startedMs"], spend["tokensIn"], 0, 0, "", true, false
  local streams = (headers:get("content-type") or ""):find("text/event-stream", 1, true) ~= nil
  local function account()
    note(handle, "tokensIn", read)
    note(handle, "tokensOut", written)
    if rates then note(handle, "cost", (read * rates[1] + written * rates[2]) / 1000000) end
  end
  -- The chunk with the usage is asked for on every stream; here it ends where the caller did not ask.
  local drops, begun = streams and spend["usage"] == "drop", ""
  -- A length that the host said would be that of an answer with it.
  if drops then headers:remove("content-length") end
  -- A host that marks no end of a stream gives the reason of it with the last token.
  local reasoned = handle:metadata():get("ends") == "by reason"
  note(handle, "ended", "open")
  for chunk in handle:bodyChunks() do
    local bytes = chunk:getBytes(0, chunk:length())
    if first then
      first = false
      note(handle, "firstTokenMs", tonumber(handle:timestamp()) - started)
    end
    if streams then
      local at = bytes:sub(1, 5) == "data:" and 1 or bytes:find("\ndata:", 1, true)
      while at do
        events = events + 1
        at = bytes:find("\ndata:", at + 1, true)
      end
      note(handle, "chunks", events)
    end
    local window = carried .. bytes
    local usage = window:find('"prompt_tokens"', 1, true)
    if usage then
      read = tonumber(window:match('"prompt_tokens"%s*:%s*(%d+)', usage)) or read
      written = tonumber(window:match('"completion_tokens"%s*:%s*(%d+)')) or written
      note(handle, "counted", true)
      account()
    elseif streams and not done then
      -- The first event names the role; from then on an event holds a token or more.
      written = math.max(written, events - 1)
      account()
    end
    done = done or window:find("[DONE]", 1, true) ~= nil or (reasoned and window:find('"finish_reason"%s*:%s*"') ~= nil)
    if drops then
      local text
      text, begun = withoutUsage(begun .. bytes)
      -- A copy of every chunk would cost more than all the rest here.
      if text ~= bytes then chunk:setBytes(text) end
    end
    carried = window:sub(-512)
  end
  if done or not streams then note(handle, "ended", "complete") end
end
