import { azureForceNew } from './force-new/azure.js';
import { googleForceNew } from './force-new/google.js';

/** What a change of an argument does to its resource, as far as the tables say; only a plan is certain. */
export type Effect = 'replace' | 'may-replace' | 'update';

/** Arguments of one resource type; a name stands for everything inside it too. */
export interface ForceNew {
  readonly provider: string;
  readonly version: string;
  /** File of the provider's repository that decides. */
  readonly source: string;
  /** `ForceNew` or a plan modifier that replaces. */
  readonly replaces: readonly string[];
  /** Changed in place. What is in neither list may replace. */
  readonly updates: readonly string[];
}

const tables: Readonly<Record<string, ForceNew>> = { ...googleForceNew, ...azureForceNew };

export function forceNewOf(type: string): ForceNew | undefined {
  return tables[type];
}

/** Terraform's own arguments never reach the provider. */
const meta = /^(lifecycle|depends_on|provider|timeouts|connection|provisioner)(\.|\[|$)/;

export function onChange(type: string, path: string): Effect {
  if (meta.test(path)) return 'update';
  const table = forceNewOf(type);
  const place = path.replace(/ → .*$/, '').replace(/\[[^\]]*\]/g, '');
  const names = (list: readonly string[]) => list.filter((name) => place === name || place.startsWith(`${name}.`)).map((name) => name.length);
  const [replaces, updates] = [Math.max(0, ...names(table?.replaces ?? [])), Math.max(0, ...names(table?.updates ?? []))];
  // The longer name is the more exact one.
  if (replaces === 0 && updates === 0) return 'may-replace';
  return replaces > updates ? 'replace' : 'update';
}
