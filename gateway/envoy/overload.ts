import { extension, type Json } from './json.js';

/** Memory of Envoy's own allocations in a task, in bytes; beyond nine tenths of it, it takes back what it can, then takes nothing new. */
const heap = 1_536 * 1_048_576;

/** Connections of callers to one task: the load balancer keeps a few to a request each. */
const connections = 8_192;

/** What Envoy does before memory or connections run out, as its guide for the edge advises. */
export function overloadManager(): Json {
  const pressure = 'envoy.resource_monitors.fixed_heap';
  return {
    refresh_interval: '0.25s',
    resource_monitors: [
      extension(pressure, 'envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig', { max_heap_size_bytes: heap }),
      extension(
        'envoy.resource_monitors.global_downstream_max_connections',
        'envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig',
        { max_active_downstream_connections: connections },
      ),
    ],
    actions: [action('envoy.overload_actions.shrink_heap', pressure, 0.9), action('envoy.overload_actions.stop_accepting_requests', pressure, 0.95)],
  };
}

function action(name: string, monitor: string, value: number): Json {
  return { name, triggers: [{ name: monitor, threshold: { value } }] };
}
