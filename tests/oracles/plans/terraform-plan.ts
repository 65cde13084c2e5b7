import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../support/documents.js';

/** A directory in which real providers plan without a cloud. */
export interface Workspace {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface PlannedChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider_name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Json;
    readonly after: Json;
    readonly after_unknown: Json;
    readonly replace_paths?: unknown;
  };
}

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** What `terraform show -json` printed. */
  readonly document: Document;
}

/** Why Terraform did not plan: texts, with the address each belongs to where it has one. */
export interface Refusal {
  readonly problems: readonly { readonly address?: string; readonly text: string }[];
}

export type Document = Json;

/** Plans a module against a state, without refreshing it. */
export async function plan(space: Workspace, document: Document, state: unknown): Promise<Plan | Refusal> {
  writeFileSync(join(space.directory, 'main.tf.json'), JSON.stringify(document));
  const file = join(space.directory, 'terraform.tfstate');
  if (state === undefined) rmSync(file, { force: true });
  else writeFileSync(file, JSON.stringify(state));
  const { stdout, failed } = await terraform(space, ['plan', '-json', '-refresh=false', '-input=false', '-lock=false', '-out=plan']);
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const problems = lines.flatMap(({ diagnostic }) =>
    diagnostic?.severity === 'error' ? [{ address: diagnostic.address, text: `${diagnostic.summary}: ${diagnostic.detail}` }] : [],
  );
  if (failed || problems.length > 0) return { problems };
  const shown = JSON.parse((await terraform(space, ['show', '-json', 'plan'])).stdout);
  return { document: shown, changes: (shown.resource_changes ?? []).filter(({ mode }: PlannedChange) => mode === 'managed') };
}

export async function schemas(space: Workspace, document: Document): Promise<ReadonlyMap<string, Json>> {
  writeFileSync(join(space.directory, 'main.tf.json'), JSON.stringify(document));
  const { provider_schemas: all } = JSON.parse((await terraform(space, ['providers', 'schema', '-json'])).stdout);
  return new Map(Object.values<Json>(all).flatMap(({ resource_schemas: types }) => Object.entries(types ?? {})));
}

function terraform({ directory, env }: Workspace, args: readonly string[]): Promise<{ readonly stdout: string; readonly failed: boolean }> {
  return new Promise((done) => {
    const options = { encoding: 'utf8', timeout: 300_000, maxBuffer: 512 * 1024 * 1024, env: { ...process.env, TF_IN_AUTOMATION: '1', ...env } } as const;
    execFile('terraform', [`-chdir=${directory}`, ...args], options, (error, stdout) => done({ stdout, failed: error !== null }));
  });
}
