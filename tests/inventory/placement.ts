import { configurationTypes } from '../../policy/encryption/configuration-types.js';
import { keySettings, notSettable } from '../../policy/encryption/encryption-settings.js';
import { dig, type Resource, type SynthesizedStack } from '../../policy/synthesized.js';

/** Where a resource says what it is, logs and caches. The first path that holds a value is shown. */
const paths = {
  location: ['location', 'region', 'zone'],
  sku: [
    'deploy_config.dedicated_resources.machine_spec.machine_type',
    'machine_type',
    'specific_reservation.instance_properties.machine_type',
    'search_engine_config.search_tier',
    'sku.name',
    'sku_name',
    'sku',
  ],
  logging: ['template_metadata.log_sanitize_operations', 'predict_request_response_logging_config', 'audit_log_config', 'log_config', 'enabled_log', 'logging'],
  cache: ['disable_cache'],
} as const;

/** What a Terraform resource says of place, size, logging, cache and key; `-` where it says nothing, `not settable` where it cannot. */
export function placementLines(stack: SynthesizedStack): string[] {
  const counts = new Map<string, number>();
  for (const resource of stack.resources) {
    const line = `${resource.type}: ${[...Object.keys(paths).map((topic) => `${topic} ${shown(resource, topic as keyof typeof paths)}`), `key ${keyOf(resource)}`].join(', ')}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].sort().map(([line, count]) => `${count} × ${line}`);
}

function shown({ type, properties }: Resource, topic: keyof typeof paths): string {
  if (
    topic === 'logging' &&
    type === 'google_vertex_ai_endpoint_with_model_garden_deployment' &&
    dig(properties, 'predict_request_response_logging_config') === undefined
  )
    return 'not settable';
  const value = paths[topic].map((path) => dig(properties, ...path.split('.'))).find((found) => found !== undefined);
  if (value === undefined) return '-';
  return typeof value === 'object' ? (dig(value, 'enable') === false ? 'off' : 'on') : String(value).replace(/^\$\{(.+)\}$/, '$1');
}

function keyOf({ type, properties }: Resource): string {
  const setting = keySettings[type];
  if (setting === undefined) return configurationTypes.has(type) ? 'settings only' : notSettable[type] === undefined ? '-' : 'not settable';
  const key = dig(properties, ...(setting.each?.split('.') ?? []), ...setting.key.split('.'));
  return key === undefined ? 'none' : String(key).replace(/^\$\{(.+)\}$/, '$1');
}
