import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forceNewOf } from '../../../catalogue/force-new/schema-of.js';
import type { Change } from '../../../diff/change.js';
import { placeOf } from '../../../diff/force-new.js';
import { terraformChanges } from '../../../diff/terraform.js';
import { terraformStack } from '../../../evidence/synthesized/stack.js';
import type { Json } from '../../support/documents.js';
import type { Asked } from '../asked.js';
import { asAzapi1 } from '../azapi-1.js';
import { asAzurerm5 } from '../azurerm-5.js';
import { partOf } from '../provider-part.js';
import { type RootModule, rootModules } from '../root-modules.js';
import { builtProviders, givenProviders, type Provider } from '../terraform-providers.js';
import { say, type Verdict } from '../tools.js';
import { azureToken } from './azure-token.js';
import { type Edit, edited, editsOf } from './edits.js';
import { type CraftedState, stateAfter } from './state.js';
import { type Document, type Plan, plan, schemas, type Workspace } from './terraform-plan.js';

/** Without these most modules could not be planned. */
const needed: readonly Provider[] = ['google', 'azurerm'];

/** What a comparison of one module said. */
interface Tally {
  readonly findings: string[];
  /** Verdicts by agreement: the diff promised what the plan does, or admitted that it does not know. */
  agreed: number;
  open: number;
  invalid: number;
}

/**
 * Real providers plan edits of every emitted argument against a state made up from the module, and the diff has to have said
 * the same: nothing, in place, anew. Where it said "perhaps", anything goes.
 */
export async function plans({ builds }: Asked): Promise<Verdict> {
  const local = givenProviders(process.env) ?? builtProviders(builds);
  // An incomplete set is not enough: these plans take minutes, and are worth them where all modules are planned.
  if (!('names' in local)) return { findings: [], judged: '', skipped: local.missing };
  const lacking = needed.filter((name) => !local.names.includes(name));
  if (lacking.length > 0) return { findings: [], judged: '', skipped: `needs ${needed.join(' and ')}: ${local.missing ?? local.origin}` };
  const { env, server } = await azureToken();
  const seen = new Set<string>();
  const tally: Tally = { findings: [], agreed: 0, open: 0, invalid: 0 };
  const started = Date.now();
  try {
    for (const module of rootModules()) {
      const document = prepared(module, local.names);
      const names = Object.keys(document.provider ?? {});
      if (!names.every((name) => (local.names as readonly string[]).includes(name))) continue;
      const directory = mkdtempSync(join(tmpdir(), 'blueprint-plans-'));
      const space = { directory, env: { ...env, TF_CLI_CONFIG_FILE: local.configuration, GOOGLE_OAUTH_ACCESS_TOKEN: 'none' } };
      try {
        await judgeModule(module.name, document, space, seen, tally);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
      say(`plans: ${module.name}: ${tally.agreed} agreed so far, ${Math.round((Date.now() - started) / 1_000)} s`);
    }
  } finally {
    server.close();
  }
  return {
    findings: tally.findings,
    judged: `${tally.agreed} verdicts agree with plans, ${tally.open} left open by the diff, ${tally.invalid} edits that no provider takes (${local.origin})`,
  };
}

/** Data sources ask the cloud, so what they say is written in. */
function prepared({ directory }: RootModule, local: readonly string[]): Document {
  const source = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
  const text = JSON.stringify(asAzapi1(asAzurerm5(withoutAbsent(source, local))))
    .replace(/\$\{data\.[^}]*\.member\}/g, 'serviceAccount:$&')
    .replace(/\$\{data\.[^}]*\}/g, 'known-account@known-project.iam.gserviceaccount.com');
  const { data: _, ...document } = JSON.parse(text);
  delete document.terraform.backend;
  for (const provider of document.provider?.azurerm ?? []) delete provider.resource_providers_to_register;
  for (const instances of Object.values<Json>(document.resource ?? {}))
    for (const resource of Object.values<Json>(instances)) if (resource.lifecycle !== undefined) delete resource.lifecycle.prevent_destroy;
  return document;
}

/** Beside a provider that all modules of a cloud need, one that is not there takes only its own resources along. */
function withoutAbsent(source: Document, local: readonly string[]): Document {
  const names = Object.keys(source.provider ?? {});
  return names.some((name) => local.includes(name)) ? partOf(source, local) : source;
}

async function judgeModule(name: string, document: Document, space: Workspace, seen: Set<string>, tally: Tally): Promise<void> {
  const types = await schemas(space, document);
  const base = await stateAfter(space, document, types);
  if ('problem' in base) {
    tally.findings.push(`plans: ${name}: no state could be made: ${base.problem}`);
    return;
  }
  const queues = Object.entries<Json>(document.resource ?? {}).flatMap(([type, instances]) =>
    Object.entries<Json>(instances).flatMap(([id, definition]) => {
      const address = `${type}.${id}`;
      if (!base.settled.has(address)) tally.findings.push(`plans: ${name}: ${address} plans a change against its own state`);
      // One resource of each shape is enough.
      const edits = editsOf(address, definition, types.get(type)?.block).filter(({ path }) =>
        isNew(seen, `${type} ${path.filter((key) => typeof key === 'string').join('.')}`),
      );
      return edits.length === 0 || !base.settled.has(address) ? [] : [edits];
    }),
  );
  // One edit of each resource per plan, as many plans as the resource with the most arguments needs.
  for (let round = 0; queues.some((edits) => edits.length > round); round++) {
    await judgeEdits(
      queues.flatMap((edits) => edits[round] ?? []),
      { name, document, base, space, tally },
    );
  }
}

/** Two edits of each argument: another value, and none. */
function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(`${key} 2`)) return false;
  seen.add(seen.has(key) ? `${key} 2` : key);
  return true;
}

interface Setting {
  readonly name: string;
  readonly document: Document;
  readonly base: CraftedState;
  readonly space: Workspace;
  readonly tally: Tally;
}

async function judgeEdits(edits: readonly Edit[], setting: Setting): Promise<void> {
  const { document, base, space, tally } = setting;
  const head = edited(document, edits);
  const planned = await plan(space, head, base.state);
  if ('changes' in planned) {
    compare(head, edits, planned, setting);
    return;
  }
  const refused = new Set(planned.problems.map(({ address }) => address));
  const left = edits.filter(({ address }) => !refused.has(address));
  tally.invalid += edits.length - left.length;
  if (left.length === edits.length) {
    // A problem without an address is somebody's: halves find out whose.
    if (edits.length === 1) tally.invalid++;
    else for (const half of [edits.slice(0, edits.length / 2), edits.slice(edits.length / 2)]) await judgeEdits(half, setting);
  } else if (left.length > 0) await judgeEdits(left, setting);
}

function compare(head: Document, edits: readonly Edit[], { changes }: Plan, { name, document, base, tally }: Setting): void {
  const stack = (content: Document) => terraformStack('module', content, {});
  const said = new Map(terraformChanges(stack(document), stack(head)).map((change) => [change.id, change]));
  for (const { address, change } of changes.filter(({ address: id }) => base.settled.has(id))) {
    const [planned, told] = [change.actions.length === 2 ? 'replace' : (change.actions[0] ?? ''), verdictOf(said.get(address))];
    if (told === planned || isOfAnotherVersion(said.get(address))) tally.agreed++;
    else if (told === 'may-replace' || (planned === 'no-op' && isPerhapsSame(said.get(address)))) tally.open++;
    else if (planned === 'update' && told === 'no-op' && refersToPerhaps(head, address, said)) tally.open++;
    else {
      const own = edits.filter((edit) => edit.address === address).map(({ what }) => what.slice(0, 120));
      tally.findings.push(
        `plans: ${name}: ${address}: ${own.join(', ') || 'not edited'}: the plan says ${planned}, the diff ${told} (${JSON.stringify(change.replace_paths ?? [])})`,
      );
    }
  }
}

function verdictOf(change: Pick<Change, 'action' | 'noise'> | undefined): string {
  return change === undefined || (change.noise !== undefined && change.noise !== 'hash') ? 'no-op' : change.action;
}

/** Whether an argument takes the id of a resource of which the diff admits not to know whether it is made anew, and gets another id with it. */
function refersToPerhaps({ resource = {} }: Document, address: string, said: ReadonlyMap<string, Pick<Change, 'action'>>): boolean {
  const [type = '', id = ''] = address.split('.');
  const text = JSON.stringify(resource[type]?.[id]);
  return [...said].some(([other, change]) => change.action === 'may-replace' && text.includes(`\${${other}.`));
}

/** Whether a provider may take every changed text for what it was. */
function isPerhapsSame(change: Pick<Change, 'type' | 'properties'> | undefined): boolean {
  const names = change === undefined ? [] : (forceNewOf(change.type)?.tolerant ?? []);
  const tolerant = (path: string) => names.some((name) => placeOf(path) === name || placeOf(path).startsWith(`${name}.`));
  return change?.properties.every(({ path, idle }) => idle !== undefined || tolerant(path)) === true;
}

/** Where the version that modules require does otherwise than the one that plans here. */
function isOfAnotherVersion(change: Pick<Change, 'properties'> | undefined): boolean {
  return change?.properties.some(({ note }) => /^only from [\d.]+ on/.test(note ?? '')) === true;
}
