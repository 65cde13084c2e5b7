import { timeouts } from '../../constructs/timeouts.js';
import type { Hop, WorkloadPlan } from '../zone-plan.js';
import { httpOptions, limits } from './clusters.js';
import { extension, type Json, seconds } from './json.js';

/** The hosts of a workload's route in order: those of the first that is not failing are asked. */
export function poolCluster({ id, hops }: WorkloadPlan): Json {
  const name = `pool.${id}`;
  const priorities = [...new Set(hops.map(({ priority }) => priority))].sort((a, b) => a - b);
  return {
    name,
    type: 'STATIC',
    connect_timeout: seconds(timeouts.gateway.connect),
    load_assignment: {
      cluster_name: name,
      endpoints: priorities.map((priority) => ({ priority, lb_endpoints: hops.filter((hop) => hop.priority === priority).map(endpointOf) })),
    },
    // Half of the hosts failing is no reason to call those that fail. All of them are: a route of one host would answer nothing until it is let in again.
    common_lb_config: { healthy_panic_threshold: { value: 1 } },
    transport_socket: extension(
      'envoy.transport_sockets.internal_upstream',
      'envoy.extensions.transport_sockets.internal_upstream.v3.InternalUpstreamTransport',
      {
        transport_socket: extension('envoy.transport_sockets.raw_buffer', 'envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer'),
      },
    ),
    ...limits(),
    ...httpOptions([], { outlier_detection: { error_matcher: failing } }),
    // One that fails is left out for a while, and for longer each time; of one host of a route there is nothing to leave out.
    outlier_detection: {
      consecutive_5xx: 5,
      interval: '2s',
      base_ejection_time: '10s',
      max_ejection_time: '120s',
      max_ejection_percent: 100,
      enforcing_success_rate: 0,
      enforcing_consecutive_gateway_failure: 0,
    },
  };
}

/** A hop that answers 502 or 504: one that is full sheds with 429 or 503, and is asked again at once. */
const failing = {
  or_match: { rules: ['502', '504'].map((exact) => ({ http_response_headers_match: { headers: [{ name: ':status', string_match: { exact } }] } })) },
};

function endpointOf({ name, target }: Hop): Json {
  return {
    endpoint: { address: { envoy_internal_address: { server_listener_name: `hop.${name}`, endpoint_id: name } } },
    load_balancing_weight: target.percent,
  };
}
