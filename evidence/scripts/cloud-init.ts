import { parse } from 'yaml';
import { type Resource, record } from '../synthesized/stack.js';
import { decodedBootData, withoutEscapes } from './boot-programs.js';

/** Google types that start a machine; its boot configuration is in their metadata. */
export const googleMachines: ReadonlySet<string> = new Set([
  'google_compute_instance',
  'google_compute_instance_template',
  'google_compute_region_instance_template',
]);

/** Types of Azure that start machines with cloud-init in base64. */
export const azureMachines: ReadonlySet<string> = new Set(['azurerm_linux_virtual_machine_scale_set']);

/** Metadata of a machine, as it will see them: Terraform's escapes are undone. */
export function machineMetadata({ type, properties }: Resource): Readonly<Record<string, string>> {
  if (!googleMachines.has(type)) return {};
  return Object.fromEntries(Object.entries(record(properties['metadata'])).map(([name, value]) => [name, withoutEscapes(String(value))]));
}

/** Content of the files that cloud-init writes on a machine, by path; none where its configuration cannot be read. */
export function writtenFiles(resource: Resource): Readonly<Record<string, string>> {
  const known = read.get(resource) ?? readFiles(resource);
  read.set(resource, known);
  return known;
}

/** Several rules ask; parsing takes most of their time. */
const read = new WeakMap<Resource, Readonly<Record<string, string>>>();

function readFiles(resource: Resource): Readonly<Record<string, string>> {
  const text = azureMachines.has(resource.type) ? decodedBootData(resource.properties['custom_data']) : machineMetadata(resource)['user-data'];
  if (text === undefined || !text.startsWith('#cloud-config\n')) return {};
  const { write_files: files } = record(readYaml(text));
  return Object.fromEntries((Array.isArray(files) ? files : []).map(record).map(({ path, content }) => [String(path), String(content ?? '')]));
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Command lines of a systemd unit, whichever `Exec…` starts them, as words. */
export function unitCommands(unit: string): string[][] {
  const lines = unit.replace(/\\\n/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const command = /^Exec\w+=[-@:+!]*(.*)$/.exec(line)?.[1];
    return command === undefined ? [] : [words(command)];
  });
}

/** Words of a command line; a quoted part belongs to its word. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}
