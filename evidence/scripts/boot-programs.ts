import { parse, stringify } from 'yaml';
import { record } from '../synthesized/stack.js';
import type { CarriedText } from './program.js';

/** Where a machine finds its cloud-init configuration. */
const userData = 'user-data';

/**
 * The programs in the metadata of a machine: each file that cloud-init writes, what it does in which order, and every other entry, because Compute Engine
 * runs some of them.
 */
export function bootPrograms(metadata: unknown): CarriedText[] {
  const written = Object.entries(record(metadata));
  // Not even the digest of an expression says what the machine gets.
  if (written.some(([, value]) => hasExpression(String(value)))) return [{ part: '', text: '', unreadable: 'has an expression of Terraform' }];
  const entries = written.map(([name, value]) => [name, withoutEscapes(String(value))] as const);
  const boot = entries.find(([name]) => name === userData)?.[1];
  const others = entries.filter(([name]) => name !== userData).map(([name, value]) => `${name}=${value}`);
  return [{ part: 'entries', text: others.sort().join('\n') }, ...(boot === undefined ? [] : cloudInitPrograms(boot))];
}

/** The same of cloud-init alone, in base64: an expression of Terraform is none, and nothing else may decode to a text that is not this one. */
export function encodedPrograms(value: unknown): CarriedText[] {
  const text = decodedBootData(value);
  return text === undefined ? [{ part: 'boot', text: '', unreadable: 'is no base64' }] : cloudInitPrograms(text);
}

/** What a machine is given in base64; undefined for anything else. */
export function decodedBootData(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64');
  return bytes.toString('base64') === value ? bytes.toString('utf8') : undefined;
}

/** Terraform's escapes undone: what the machine sees. */
export function withoutEscapes(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

function hasExpression(text: string): boolean {
  return /[$%]\{/.test(text.replace(/([$%])\1\{/g, ''));
}

function cloudInitPrograms(text: string): CarriedText[] {
  const config = readCloudConfig(text);
  if (config === undefined) return [{ part: 'boot', text: '', unreadable: 'is no cloud-init configuration, or one that readers of YAML may take differently' }];
  const { write_files: files, runcmd: commands, ...others } = config;
  const written = list(files).map(record);
  const done = [
    ...written.map(({ path, content: _, ...attributes }) => `write ${String(path)} ${JSON.stringify(attributes)}`),
    ...list(commands).map((command) => `run ${JSON.stringify(command)}`),
    ...Object.entries(others).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
  ];
  return [{ part: 'boot', text: done.join('\n') }, ...written.map(({ path, content }) => ({ part: String(path), text: String(content ?? '') }))];
}

/** A configuration that is written as the library writes it: readers of YAML differ in what they make of other texts. */
function readCloudConfig(text: string): Record<string, unknown> | undefined {
  try {
    const config = record(parse(text));
    return text === `#cloud-config\n${stringify(config, { lineWidth: 0 })}` ? config : undefined;
  } catch {
    return undefined;
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
