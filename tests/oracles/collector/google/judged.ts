import type { Received } from './cloud-monitoring.js';
import type { EmittedOnNode } from './emitted.js';
import { wanted } from './pages.js';
import { node } from './run.js';

/** Where what Cloud Monitoring got is not what the stack declares, or not what the pages say, in sentences. */
export function judgedOnNode({ name, configuration, declared }: EmittedOnNode, received: readonly Received[]): string[] {
  const at = `collector: ${name}`;
  const types = new Set(received.map(({ type }) => type));
  return [
    ...[...declared.keys()].filter((type) => !types.has(type)).map((type) => `${at}: nothing reports ${type}`),
    ...[...types].filter((type) => !declared.has(type)).map((type) => `${at}: reports ${type}, which is not declared`),
    ...[...new Set(received.flatMap((one) => strange(one, declared, configuration)))].map((what) => `${at}: ${what}`),
    ...[...types]
      .flatMap((type) =>
        valuesOf(
          type,
          received.filter((one) => one.type === type).map(({ value }) => value),
        ),
      )
      .map((what) => `${at}: ${what}`),
  ];
}

/** The autoscaler takes one series of an instance: no label tells values of a node apart. */
function strange({ project, type, labels, resource, form }: Received, declared: EmittedOnNode['declared'], configuration: string): string[] {
  const { instance_id: id, zone } = resource.labels;
  const own = resource.type === 'gce_instance' && id === node.NODE_ID && zone === node.NODE_ZONE;
  return [
    ...(own ? [] : [`${type} belongs to ${resource.type} ${JSON.stringify(resource.labels)}. Expected: gce_instance ${JSON.stringify(node)}.`]),
    ...(Object.keys(labels).length === 0 ? [] : [`${type} has the labels ${Object.keys(labels).join(', ')}. Expected: none.`]),
    ...(form === (declared.get(type) ?? form) ? [] : [`${type} is ${form}. Declared: ${declared.get(type)}.`]),
    ...(configuration.includes(`project: ${project.replace('projects/', '')}\n`) ? [] : [`${type} goes to ${project}.`]),
  ];
}

function valuesOf(type: string, values: readonly number[]): string[] {
  const [, form] = Object.entries(wanted).find(([end]) => type.endsWith(`/${end}`)) ?? [];
  if (form === undefined) return [`${type} is not expected`];
  if ('value' in form)
    return values.every((value) => value === form.value) ? [] : [`${type}: received ${[...new Set(values)].join(', ')}. Expected: ${form.value}.`];
  const growth = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const fine = growth.length > 0 && growth.every((step) => step === form.growth);
  return fine ? [] : [`${type}: grew by ${growth.join(', ') || 'nothing'}. Expected: ${form.growth} at each scrape.`];
}
