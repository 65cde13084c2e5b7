import { parse } from 'yaml';
import { type Resource, record } from '../synthesized/stack.js';

/** Google types that start a machine; its boot configuration is in their metadata. */
export const googleMachines: ReadonlySet<string> = new Set([
  'google_compute_instance',
  'google_compute_instance_template',
  'google_compute_region_instance_template',
]);

/** What cloud-init does on a machine. */
export interface CloudInit {
  /** Content of the files it writes, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Commands it runs after that. */
  readonly commands: readonly string[];
  /** Whatever else it is configured to do, by name. */
  readonly others: readonly string[];
}

/** Metadata of a machine, as it will see them: Terraform's escapes are undone. */
export function machineMetadata({ type, properties }: Resource): Readonly<Record<string, string>> {
  if (!googleMachines.has(type)) return {};
  const entries = Object.entries(record(properties['metadata'])).map(([name, value]) => [name, String(value).replace(/([$%])\1\{/g, '$1{')] as const);
  const script = properties['metadata_startup_script'];
  return Object.fromEntries([...entries, ...(script === undefined ? [] : [['startup-script', String(script)] as const])]);
}

/** The cloud-init configuration of a machine; undefined for what is none, or cannot be read as one. */
export function cloudInitOf(resource: Resource): CloudInit | undefined {
  const known = read.get(resource);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const found = readCloudInit(resource);
  read.set(resource, found ?? 'none');
  return found;
}

/** Several rules ask; parsing takes most of their time. */
const read = new WeakMap<Resource, CloudInit | 'none'>();

function readCloudInit(resource: Resource): CloudInit | undefined {
  const text = machineMetadata(resource)['user-data'];
  if (text === undefined || !text.startsWith('#cloud-config\n')) return undefined;
  const { write_files: files, runcmd: commands, ...others } = record(readYaml(text));
  const written = (Array.isArray(files) ? files : []).map(record);
  return {
    files: Object.fromEntries(written.map(({ path, content }) => [String(path), String(content ?? '')])),
    commands: (Array.isArray(commands) ? commands : []).map((command) => (Array.isArray(command) ? command.join(' ') : String(command))),
    others: Object.keys(others),
  };
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
