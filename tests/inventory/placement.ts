import { rowOf } from '../../catalogue/rows.js';
import { dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { settable } from './settable.js';

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
    'storage_class',
  ],
  logging: [
    'template_metadata.log_sanitize_operations',
    'predict_request_response_logging_config',
    'audit_log_config',
    'log_config',
    'cloud_logging_config',
    'enable_logging',
    'enabled_log',
    'logging',
  ],
  cache: ['disable_cache'],
} as const;
const topics = Object.keys(paths) as (keyof typeof paths)[];

/**
 * What a Terraform resource says of place, size, logging, cache and key: its value, `unset` where it could say something
 * and does not, and at the end of the line what its type has no argument for.
 */
export function placementLines(stack: SynthesizedStack): string[] {
  const counts = new Map<string, number>();
  for (const resource of stack.resources) {
    const cells = [...topics.map((topic) => [topic, shown(resource, topic)] as const), ['key', keyOf(resource)] as const];
    const said = cells.flatMap(([topic, value]) => (value === undefined ? [] : [`${topic} ${value}`]));
    const cannot = cells.flatMap(([topic, value]) => (value === undefined ? [topic] : []));
    const line = `${resource.type}: ${[said.join(', '), ...(cannot.length > 0 ? [`not settable: ${cannot.join(', ')}`] : [])].filter((part) => part !== '').join('; ')}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].sort().map(([line, count]) => `${count} × ${line}`);
}

/** Undefined where the type has no argument for the topic. */
function shown({ type, properties }: Resource, topic: keyof typeof paths): string | undefined {
  const value = paths[topic].map((path) => dig(properties, ...path.split('.'))).find((found) => found !== undefined);
  if (value === undefined) return paths[topic].some((path) => settable(type).has(path.split('.')[0] ?? '')) ? 'unset' : undefined;
  return typeof value === 'object' ? (dig(value, 'enable') === false ? 'off' : 'on') : String(value).replace(/^\$\{(.+)\}$/, '$1');
}

function keyOf({ type, properties }: Resource): string | undefined {
  const setting = rowOf(type)?.key;
  if (setting === undefined) throw new Error(`${type} has no row in catalogue/`);
  if (setting.kind !== 'field') return setting.kind === 'settings' ? 'settings only' : undefined;
  const key = dig(properties, ...(setting.each?.split('.') ?? []), ...setting.key.split('.'));
  return key === undefined ? 'unset' : String(key).replace(/^\$\{(.+)\}$/, '$1');
}
