import { readFileSync } from 'node:fs';
import { cloudFormationStack, type OriginIndex, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import { type Evidence, judge } from '../../policy/engine.js';
import type { Finding } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { readCloudAssembly, readTerraformOutput } from '../../synthesis/read-output.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import { withApprovals } from '../../topology/approvals-file.js';
import { parseSource } from '../../topology/document.js';
import { checkedTopology, type LoadedTopology } from '../../topology/load.js';
import type { Outputs } from '../../topology/outputs.js';
import { keptForRun, keyOf } from '../kept-for-run.js';
import { approvalsFile } from '../topologies.js';

/** A change of one place in a topology's text. */
export type Edit = readonly [from: string, to: string];

export const asOf = '2026-11-24';

/** A topology of the repository and its approvals with edits; each edit must match exactly once, so that a test cannot pass by missing. */
export function topologyWith(edits: readonly Edit[] = [], file = 'topology.yaml', outputs: Outputs = {}): LoadedTopology {
  const texts = [file, approvalsFile(file)].map((path) => readFileSync(path, 'utf8'));
  for (const [from, to] of edits) {
    const places = texts.reduce((sum, text) => sum + text.split(from).length - 1, 0);
    if (places !== 1) throw new Error(`edit matches ${places} places, not one: ${from}`);
    for (const [index, text] of texts.entries()) texts[index] = text.replace(from, () => to);
  }
  const [topology = '', approvals = ''] = texts;
  return checkedTopology(withApprovals(parseSource(topology, file), parseSource(approvals, approvalsFile(file))), outputs, []);
}

const synthesized = new Map<string, readonly SynthesizedStack[]>();

/** What both applications synthesize for a topology, each when it is asked for; kept for the run, because many rules look at the same one. */
export function evidenceOf(loaded: LoadedTopology): Evidence {
  return {
    get aws() {
      return stacksOf('aws', loaded);
    },
    get terraform() {
      return stacksOf('terraform', loaded);
    },
  };
}

function stacksOf(app: 'aws' | 'terraform', loaded: LoadedTopology): readonly SynthesizedStack[] {
  const key = keyOf(app, loaded.topology, loaded.outputs, loaded.source.file, loaded.sha256);
  const known = synthesized.get(key);
  if (known !== undefined) return known;
  const stacks = read[app](keptForRun(key, (directory) => synthesize[app](loaded, directory)));
  synthesized.set(key, stacks);
  return stacks;
}

const read: Record<'aws' | 'terraform', (directory: string) => readonly SynthesizedStack[]> = { aws: readCloudAssembly, terraform: readTerraformOutput };

const synthesize: Record<'aws' | 'terraform', (loaded: LoadedTopology, directory: string) => void> = {
  aws: (loaded, directory) => synthesizeAws(loaded, { outdir: directory, flags: featureFlags() }),
  terraform: (loaded, directory) => synthesizeTerraform({ ...loaded, file: loaded.source.file }, directory),
};

/** Findings of one rule on a topology with edits. Only what the rule looks at is synthesized. */
export function findings(rule: Rule, edits: readonly Edit[] = [], file = 'topology.yaml'): Finding[] {
  const loaded = topologyWith(edits, file);
  const either = rule.stack !== undefined || rule.resource !== undefined;
  return judge([rule], loaded, asOf, {
    ...((either || rule.aws !== undefined) && { aws: stacksOf('aws', loaded) }),
    ...((either || rule.terraform !== undefined) && { terraform: stacksOf('terraform', loaded) }),
  });
}

/** Findings of what a rule says about the topology by itself: nothing is synthesized, so that many edits cost nothing. */
export function topologyFindings(rule: Rule, edits: readonly Edit[] = [], file = 'topology.yaml'): Finding[] {
  if (rule.topology === undefined) throw new Error(`${rule.id} does not judge topologies`);
  return judge([rule], topologyWith(edits, file), asOf, {});
}

/**
 * Findings of one rule on the output of the reference topology, or of another, after a hand edit of one document. `change` gets a deep copy of the
 * template or `cdk.tf.json` of the stack whose name ends with `stack`.
 */
export function findingsAfter(
  rule: Rule,
  stack: string,
  change: (document: any) => void,
  environment: Partial<SynthesizedStack> = {},
  file = 'topology.yaml',
): Finding[] {
  const loaded = topologyWith([], file);
  return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change, environment));
}

/** Evidence with one document edited. */
export function mutated(evidence: Evidence, name: string, change: (document: any) => void, environment: Partial<SynthesizedStack> = {}): Evidence {
  let hits = 0;
  const edit = (stack: SynthesizedStack): SynthesizedStack => {
    if (!stack.name.endsWith(name)) return stack;
    hits++;
    const document = structuredClone(stack.document) as Record<string, unknown>;
    change(document);
    const index: OriginIndex = { [stack.name]: { origin: stack.origin, resources: Object.fromEntries(stack.resources.map(({ id, origin }) => [id, origin])) } };
    return stack.app === 'aws' ? cloudFormationStack({ ...stack, ...environment }, document, index) : terraformStack(stack.name, document, index);
  };
  const result = { aws: (evidence.aws ?? []).map(edit), terraform: (evidence.terraform ?? []).map(edit) };
  if (hits !== 1) throw new Error(`${hits} stacks end with "${name}", not one`);
  return result;
}

/** The only resource of a type in a template, to be edited. */
export function resourceOf(document: any, type: string, index = 0): any {
  const found = Object.values<any>(document.Resources ?? {}).filter((resource) => resource.Type === type);
  if (found[index] === undefined) throw new Error(`no ${type} [${index}] in the template`);
  return found[index].Properties;
}

/** A Terraform resource of a type, to be edited. */
export function terraformResourceOf(document: any, type: string, index = 0): any {
  const found = Object.values<any>(document.resource?.[type] ?? {});
  if (found[index] === undefined) throw new Error(`no ${type} [${index}] in the module`);
  return found[index];
}
