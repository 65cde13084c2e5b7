import { timeouts } from '../../constructs/timeouts.js';
import { deadlinesOf } from '../deadlines.js';
import { innerHeaders, metadata, ports } from '../places.js';
import type { WorkloadPlan, ZonePlan } from '../zone-plan.js';
import { accessLog, decided } from './access-log.js';
import { httpManager } from './http-manager.js';
import { extension, type Json, seconds, socket } from './json.js';
import { entryReplies } from './local-replies.js';
import { entryPolicy } from './policy-filter.js';
import { entryTls } from './tls.js';

/** Where callers come in: what they may not say is taken off, the policy service decides, and what it decided is the route. */
export function entryListener(plan: ZonePlan, bufferBytes: number): Json {
  return {
    name: 'entry',
    address: socket('0.0.0.0', ports.entry),
    per_connection_buffer_limit_bytes: bufferBytes,
    filter_chains: [
      {
        transport_socket: entryTls(),
        filters: [
          httpManager({
            name: 'entry',
            filters: [entryPolicy(), inwardHeaders()],
            virtualHosts: [{ name: 'callers', domains: ['*'], routes: plan.workloads.flatMap((workload) => routesOf(workload)) }],
            accessLog: accessLog({ kind: 'request', workload: decided('workload'), team: decided('team'), mode: decided('mode'), ended }),
            settings: {
              ...entryReplies(),
              use_remote_address: true,
              skip_xff_append: true,
              early_header_mutation_extensions: [strippedHeaders()],
              always_set_request_id_in_response: true,
              request_headers_timeout: seconds(timeouts.gateway.requestHeaders),
              request_timeout: seconds(timeouts.gateway.request),
              stream_idle_timeout: seconds(timeouts.longestAnswer),
              common_http_protocol_options: {
                headers_with_underscores_action: 'REJECT_REQUEST',
                idle_timeout: seconds(timeouts.serverKeepAlive),
                max_headers_count: 64,
              },
            },
          }),
        ],
      },
    ],
  };
}

/** How a request ended for its caller. */
const ended =
  "%CEL(response.code_details.startsWith('downstream') ? 'cancelled' : response.code >= 400 ? 'refused' : response.flags == 0 ? 'complete' : 'cut')%";

/** Headers by which a caller could speak to Envoy, to a listener behind it or to a host. */
function strippedHeaders(): Json {
  const removed = [...innerHeaders.prefixes, 'x-envoy-', 'x-forwarded-'].map((prefix) => ({ remove_on_match: { key_matcher: { prefix } } }));
  return extension('envoy.http.early_header_mutation.header_mutation', 'envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation', {
    mutations: [...removed, { remove: 'x-request-id' }],
  });
}

/** What the listeners behind this one have to know, and nothing of who called. */
function inwardHeaders(): Json {
  return extension('envoy.filters.http.header_mutation', 'envoy.extensions.filters.http.header_mutation.v3.HeaderMutation', {
    mutations: {
      request_mutations: [
        { remove: 'authorization' },
        ...(['team', 'usage', 'mode'] as const).map((key) => ({
          append: { header: { key: innerHeaders[key], value: decided(key) }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' },
        })),
      ],
    },
  });
}

function routesOf(plan: WorkloadPlan): Json[] {
  return (['unary', 'stream'] as const).map((mode) => {
    const { answer, attempt, silent } = deadlinesOf(plan, mode);
    const decision = { workload: plan.id, mode };
    return {
      name: `${plan.id}.${mode}`,
      match: {
        path: '/v1/chat/completions',
        dynamic_metadata: Object.entries(decision).map(([key, exact]) => ({ filter: metadata.decision, path: [{ key }], value: { string_match: { exact } } })),
      },
      route: { cluster: `pool.${plan.id}`, timeout: seconds(answer), idle_timeout: seconds(silent), ...retries(plan, attempt) },
    };
  });
}

/** Asks the next host where one is full, fails, refuses our credential or does not begin to answer. What is wrong with the request is the caller's. */
function retries({ hops }: WorkloadPlan, attempt: number | 'none'): Json {
  const hosts = new Set(hops.map(({ priority }) => priority)).size;
  if (hosts < 2) return {};
  return {
    retry_policy: {
      retry_on: 'retriable-status-codes,reset,connect-failure,refused-stream',
      // A hop answers with no other failure: attempt.lua.
      retriable_status_codes: [429, 502, 503, 504],
      num_retries: hosts - 1,
      ...(attempt !== 'none' && { per_try_timeout: seconds(attempt) }),
      retry_back_off: { base_interval: '0.001s', max_interval: '0.002s' },
      retry_priority: extension(
        'envoy.retry_priorities.previous_priorities',
        'envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig',
        {
          update_frequency: 1,
        },
      ),
      retry_host_predicate: [extension('envoy.retry_host_predicates.previous_hosts', 'envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate')],
      host_selection_retry_max_attempts: 5,
    },
  };
}
