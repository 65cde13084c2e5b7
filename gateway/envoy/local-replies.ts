import { extension, type Json } from './json.js';

/** An error as OpenAI's clients read it. */
function openAiError(message: string, type: string, code: string): Json {
  return { error: { message, type, param: null, code } };
}

/** What Envoy answers by itself to a caller, by the status that it would have sent. */
const told: readonly (readonly [status: number, as: number, body: Json, retry: boolean])[] = [
  [400, 400, openAiError('The request is no HTTP/1.1 request that this gateway takes.', 'invalid_request_error', 'invalid_request'), false],
  [408, 408, openAiError('The request did not arrive in time.', 'invalid_request_error', 'request_timeout'), false],
  [413, 413, openAiError('The request is larger than any workload takes.', 'invalid_request_error', 'request_too_large'), false],
  [431, 431, openAiError('The headers of the request are too large.', 'invalid_request_error', 'headers_too_large'), false],
  // No route: the policy service decides what there is, so this is its silence and not the caller's mistake.
  [404, 503, openAiError('The gateway cannot decide about this request at the moment.', 'server_error', 'policy_unavailable'), true],
  // External processing failed.
  [500, 503, openAiError('The gateway cannot decide about this request at the moment.', 'server_error', 'policy_unavailable'), true],
  [503, 503, openAiError('No host of this workload has capacity at the moment.', 'server_error', 'overloaded'), true],
  [504, 504, openAiError('No host of this workload answered in time.', 'server_error', 'upstream_timeout'), true],
];

/** Seconds after which a caller may try again. */
const retryAfter = '2';

/** What the policy service answers goes on as it is: to Envoy that is a reply of its own too, told apart by the details that the service gives it. */
const policyWords: Json = {
  filter: {
    extension_filter: extension('envoy.access_loggers.extension_filters.cel', 'envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter', {
      expression: 'response.code_details.startsWith("policy:")',
    }),
  },
};

export function entryReplies(): Json {
  return {
    local_reply_config: {
      mappers: [
        policyWords,
        ...told.map(([status, as, body, retry]) => ({
          filter: { status_code_filter: { comparison: { op: 'EQ', value: { default_value: status, runtime_key: `gateway.reply.${status}` } } } },
          status_code: as,
          body_format_override: { json_format: body, content_type: 'application/json' },
          ...(retry && { headers_to_add: [{ header: { key: 'retry-after', value: retryAfter }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' }] }),
        })),
      ],
    },
  };
}

/** A host that cannot be reached or breaks off failed; only one that is full answers 503. */
export function hopReplies(): Json {
  const broken = ['UF', 'UC', 'UR', 'LR', 'UPE', 'DF', 'UH'];
  return { local_reply_config: { mappers: [{ filter: { response_flag_filter: { flags: broken } }, status_code: 502 }] } };
}
