import type { z } from 'zod';
import { type KeysSource, keysSourceForm } from '../../runtime/gateway/forms/keys.js';
import { type PolicyFile, policyForm } from '../../runtime/gateway/forms/policy.js';
import { type ProcessesFile, processesForm } from '../../runtime/gateway/forms/processes.js';
import { type TokensFile, tokensForm } from '../../runtime/gateway/forms/tokens.js';
import { type TranslatorFile, translatorForm } from '../../runtime/gateway/forms/translator.js';
import { inspect } from '../../runtime/gateway/policy/json/tokens.js';
import { bootstrapSchema, type EnvoyBootstrap } from './envoy-schema.js';

/** Files of the gateway of one residency zone, as they were written: text by path in its directory. */
export interface GatewayOutput {
  readonly zone: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What those files say, as far as each could be read. */
export interface GatewayZone {
  readonly zone: string;
  readonly envoy: EnvoyBootstrap | undefined;
  readonly keys: KeysSource | undefined;
  readonly policy: PolicyFile | undefined;
  readonly tokens: TokensFile | undefined;
  readonly processes: ProcessesFile | undefined;
  /** Absent in a zone whose routes have no host on Bedrock. */
  readonly translator: TranslatorFile | undefined;
  /** Certificate files, by the path at which Envoy finds them. */
  readonly trust: readonly string[];
  /** Every file as it is. */
  readonly files: Readonly<Record<string, string>>;
  /** What nobody here reads: each may lead anywhere. */
  readonly unread: readonly string[];
}

/** Files that every zone has. */
const always = ['attempt.lua', 'envoy.json', 'keys.json', 'policy.json', 'processes.json', 'tokens.json'];

/** Reads the files of a zone. What a file holds beyond what is read, and a file beside these, is in `unread`. */
export function readZone({ zone, files }: GatewayOutput): GatewayZone {
  const unread: string[] = [];
  const read = <T>(file: string, form: z.ZodType<T>): T | undefined => {
    const text = files[file];
    if (text === undefined) return undefined;
    const value = jsonOf(text);
    // Of a name that is there twice, another parser may take the first.
    const twofold = value === undefined ? undefined : inspect(text);
    if (twofold !== undefined) unread.push(`${file} ${twofold}`);
    const parsed = form.safeParse(value);
    if (parsed.success) return parsed.data;
    unread.push(...parsed.error.issues.map(({ path, message }) => `${file}: ${path.map(String).join('.') || 'the whole'}: ${message}`));
    return undefined;
  };
  for (const file of always) if (files[file] === undefined) unread.push(`${file} is missing`);
  const trust = Object.keys(files).filter((file) => /^trust\/[a-z0-9.-]+\.pem$/.test(file));
  const known = new Set([...always, 'translator.json', ...trust]);
  unread.push(...Object.keys(files).flatMap((file) => (known.has(file) ? [] : [`${file} is no file of a gateway`])));
  return {
    zone,
    envoy: read('envoy.json', bootstrapSchema),
    keys: read('keys.json', keysSourceForm),
    policy: read('policy.json', policyForm),
    processes: read('processes.json', processesForm),
    tokens: read('tokens.json', tokensForm),
    translator: read('translator.json', translatorForm),
    trust: trust.map((file) => `/etc/gateway/${file}`),
    files,
    unread,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
