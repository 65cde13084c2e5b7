import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { maskText } from '../diff/mask.js';
import type { Side } from '../diff/side.js';
import type { SynthesizedStack } from '../evidence/synthesized/stack.js';
import { type Evidence, judge } from '../policy/engine.js';
import { sortFindings } from '../policy/finding.js';
import type { Severity } from '../policy/rule.js';
import { rules } from '../policy/rules.js';
import { unprovisionedHosts } from '../stacks/provisioned.js';
import { InputError } from '../topology/error.js';
import { type LoadedTopology, loadOlderTopology, loadTopology, type OlderTopology } from '../topology/load.js';
import { readGeneration, readTopologyDigest } from './blueprint-file.js';
import { dependenciesOf } from './dependencies.js';
import type { DiffSource } from './diff-source.js';
import { type Commit, differsFrom, exportTree } from './git.js';
import { toolPaths } from './project.js';
import { documentStack, gatewayOf, readOutputs } from './read-side.js';
import type { Scratch } from './scratch.js';
import { settleOutputs } from './swap.js';
import { synthesizeAll } from './synthesize.js';
import { RememberingValidation } from './template-validation.js';
import { cloudFormationFindings } from './validation-report.js';

export interface SideRequest {
  /** `--base` or `--head`, for messages. */
  readonly option: string;
  readonly source: DiffSource;
  readonly label: string;
  /** Topology as the user names it, relative to the working directory. */
  readonly topology: string;
  /** Day that both sides are judged on. */
  readonly asOf: string;
  readonly env: NodeJS.ProcessEnv;
}

const ownRoot = join(fileURLToPath(new URL('..', import.meta.url)), '.');

/** How a side comes to be: already read, synthesized by this process, or by the version that lies in a tree. */
type Way = { readonly read: Side } | { readonly own: string } | { readonly tree: string; readonly file: string };

/**
 * Synthesizes or reads all sides. Nothing is refused here: findings are part of a side. What this version synthesizes
 * shares one process, where the second synthesis costs a fraction of the first; other versions run beside it.
 */
export async function sidesOf(requests: readonly SideRequest[], scratch: Scratch): Promise<Side[]> {
  const ways = requests.map((request) => ({ request, way: wayOf(request, scratch) }));
  const others = ways.map(({ request, way }) => ('own' in way ? undefined : 'read' in way ? way.read : treeSide(request, way.tree, way.file, scratch)));
  const own = ways.flatMap(({ request, way }) => ('own' in way ? [{ request, file: way.own }] : []));
  const [theirs, ours] = await Promise.all([Promise.all(others), ownSides(own, scratch)]);
  const sides = ways.map(({ request }, index) => theirs[index] ?? ours[own.findIndex((entry) => entry.request === request)]);
  // CloudFormation's own validation takes most of the time of a synthesis and seldom says anything: another version is
  // asked for it only when there is something to compare it with.
  const validated = sides.some((side) => side?.findings.some(({ rule }) => rule.startsWith('cloudformation/')));
  return Promise.all(
    ways.map(async ({ request, way }, index) => {
      const side = validated && 'tree' in way ? await foreignSide(request, way.tree, way.file, scratch, true) : sides[index];
      if (side === undefined) throw new Error('a side was neither read nor synthesized');
      return request.source.kind === 'commit' ? { ...side, commit: request.source.commit.hash } : side;
    }),
  );
}

function wayOf(request: SideRequest, scratch: Scratch): Way {
  const { source } = request;
  switch (source.kind) {
    case 'commit':
      return commitWay(request, source.commit, scratch);
    case 'tree':
      return treeWay(request, source.directory, join(source.directory, request.topology));
    case 'topology':
      return { own: source.file };
    case 'outputs':
      assertOneGeneration(request, source.directories);
      return {
        read: { ...unjudged(request, readOutputs(source.directories)), gateway: gatewayOf(source.directories), ...judgedByOwn(request, source.directories) },
      };
    case 'document':
      return { read: unjudged(request, [documentStack(source.document)]) };
    case 'plan':
      return { read: unjudged(request, []) };
  }
}

function unjudged({ label }: SideRequest, stacks: readonly SynthesizedStack[]): Side {
  return { label, stacks, gateway: {}, findings: [], notes: [] };
}

function commitWay(request: SideRequest, commit: Commit, scratch: Scratch): Way {
  const tree = join(scratch.directory, `${request.option.slice(2)}-tree`);
  mkdirSync(tree);
  const file = join(tree, relative(commit.root, resolve(request.topology)));
  exportTree(commit, tree);
  return isOwn(commit) || !hasTool(tree) ? (existsSync(file) ? { own: file } : missing(request, tree)) : treeWay(request, tree, file);
}

function treeWay(request: SideRequest, tree: string, file: string): Way {
  if (!existsSync(file)) return missing(request, tree);
  return join(tree, '.') === ownRoot ? { own: file } : { tree, file };
}

function missing(request: SideRequest, tree: string): Way {
  return { read: { ...unjudged(request, []), notes: [`${request.topology} does not exist there`], ...rulesOf(tree) } };
}

function isOwn(commit: Commit): boolean {
  return join(commit.root, '.') === ownRoot && !differsFrom(commit, toolPaths);
}

function hasTool(tree: string): boolean {
  return existsSync(join(tree, 'bin/run.mjs')) && existsSync(join(tree, 'synthesis'));
}

/** A work tree synthesizes itself, with its own dependencies: borrowed from here when its lock file is the same. */
async function treeSide(request: SideRequest, tree: string, file: string, scratch: Scratch): Promise<Side> {
  if (!existsSync(join(tree, 'node_modules'))) await provideDependencies(request, tree, scratch);
  return foreignSide(request, tree, file, scratch, false);
}

async function provideDependencies(request: SideRequest, tree: string, scratch: Scratch): Promise<void> {
  if (request.source.kind === 'tree') throw failed(request, 'it has no node_modules; run "npm ci" there first', '');
  const lock = (root: string) => (existsSync(join(root, 'package-lock.json')) ? readFileSync(join(root, 'package-lock.json'), 'utf8') : undefined);
  if (lock(tree) === lock(ownRoot)) {
    symlinkSync(join(ownRoot, 'node_modules'), join(tree, 'node_modules'), 'dir');
    return;
  }
  const found = await dependenciesOf(tree, join(ownRoot, 'node_modules', '.cache', 'hybrid-llama-blueprint', 'dependencies'), scratch, request.env);
  if ('complaint' in found) throw failed(request, 'its dependencies cannot be installed (npm ci)', found.complaint);
  symlinkSync(found.modules, join(tree, 'node_modules'), 'dir');
}

/** This process synthesizes and judges, all sides together. */
async function ownSides(own: readonly { readonly request: SideRequest; readonly file: string }[], scratch: Scratch): Promise<Side[]> {
  if (own.length === 0) return [];
  const loaded = own.map(({ request, file }) => openTopology(request, file));
  const jobs = own.map(({ request }, index) => {
    const output = join(scratch.directory, request.option.slice(2));
    mkdirSync(output);
    return { loaded: loaded[index] as OlderTopology, directories: { aws: join(output, 'cdk.out'), terraform: join(output, 'cdktf.out') }, output };
  });
  // CDK reads the same variable where it adds a validation by itself.
  const validated = own.every(({ request }) => request.env['CDK_VALIDATION'] !== 'false');
  await synthesizeAll(jobs, validated ? new RememberingValidation() : undefined);
  return own.map(({ request }, index) => {
    const { loaded: topology, directories, output } = jobs[index] as (typeof jobs)[number];
    const stacks = readOutputs(Object.values(directories));
    const findings = judgeOutputs(topology, stacks, Object.values(directories), request.asOf);
    const { notes } = topology;
    return { label: request.label, loaded: topology, stacks, gateway: gatewayOf([join(output, 'gateway.out')]), findings, ...rulesOf(ownRoot), notes };
  });
}

/** What a change starts from may be of an older schema version; what it leads to must be one that `synth` takes. */
function openTopology({ option }: SideRequest, file: string): OlderTopology {
  const loaded = option === '--base' ? loadOlderTopology(file) : { ...loadTopology(file), notes: [] };
  const problems = unprovisionedHosts(loaded.topology, loaded.source);
  if (problems.length > 0) throw new InputError(problems);
  return loaded;
}

/** Another process synthesizes, by the tool that lies at `root`; the rules of this version judge, so that both sides are judged alike. */
async function foreignSide(request: SideRequest, root: string, file: string, scratch: Scratch, validate: boolean): Promise<Side> {
  const output = join(scratch.directory, `${request.option.slice(2)}${validate ? '-validated' : ''}`);
  const env = validate ? request.env : { ...request.env, CDK_VALIDATION: 'false' };
  mkdirSync(output);
  const { code, stderr } = await scratch.run(process.execPath, [join(root, 'bin/run.mjs'), 'blueprint', 'synth', '--topology', file], output, env);
  const directories = ['cdk.out', 'cdktf.out', 'cdk.refused', 'cdktf.refused', 'gateway.out']
    .map((name) => join(output, name))
    .filter((path) => existsSync(path));
  if ((code !== 0 && code !== 1) || directories.length === 0)
    throw failed(request, code === 2 ? 'its input cannot be used' : 'it cannot be synthesized by its own version', stderr);
  const stacks = readOutputs(directories);
  return { label: request.label, stacks, gateway: gatewayOf(directories), ...judgedAlike(request, file, stacks, directories), ...rulesOf(root) };
}

/** A topology of another version may not fit this version's schema: what was synthesized is compared all the same. */
function judgedAlike(
  request: SideRequest,
  file: string,
  stacks: readonly SynthesizedStack[],
  directories: readonly string[],
): Pick<Side, 'loaded' | 'findings' | 'notes'> {
  try {
    const loaded = loadOlderTopology(file);
    return { loaded, findings: judgeOutputs(loaded, stacks, directories, request.asOf), notes: loaded.notes };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { findings: [], notes: ['its topology does not fit this version, so only what it synthesizes to is compared'] };
  }
}

function judgeOutputs(loaded: LoadedTopology, stacks: readonly SynthesizedStack[], directories: readonly string[], asOf: string) {
  const evidence: Evidence = { aws: stacks.filter(({ app }) => app === 'aws'), terraform: stacks.filter(({ app }) => app === 'terraform') };
  return sortFindings([...judge(rules, loaded, asOf, evidence), ...directories.flatMap((directory) => cloudFormationFindings(directory, loaded))]);
}

/** Outputs that lie there are judged by the topology beside them, when they say which one that was and it is still the same. */
function judgedByOwn(request: SideRequest, directories: readonly string[]): Partial<Side> {
  const candidates = [...new Set(directories.flatMap((directory) => [join(dirname(directory), basename(request.topology)), resolve(request.topology)]))];
  const recorded = directories.map(readTopologyDigest);
  for (const file of candidates) {
    if (!existsSync(file)) continue;
    const loaded = loadOlderTopology(file);
    if (!recorded.includes(loaded.sha256)) continue;
    return { loaded, findings: judgeOutputs(loaded, readOutputs(directories), directories, request.asOf), notes: loaded.notes };
  }
  return { notes: ['outputs without the topology they were made from: not judged, and the topology is not compared'] };
}

/** Outputs of different syntheses were never one state: nothing can be said about what leads from or to it. */
function assertOneGeneration({ option, label }: SideRequest, directories: readonly string[]): void {
  const applications = directories.filter((directory) => !directory.endsWith('gateway.out'));
  for (const directory of applications) settleOutputs(dirname(resolve(directory)));
  const known = applications.map(readGeneration).filter(({ generation }) => generation !== undefined);
  if (new Set(known.map(({ generation }) => generation)).size <= 1) return;
  const described = known.map(({ directory, generation }) => `${basename(directory)} is of ${generation}`).join(', ');
  throw new InputError([{ message: `${option}: ${label}: outputs of different generations: ${described}. Allowed: one; run "npm run synth" again` }]);
}

/** Rules of a version by its own generated page: the running version cannot know those of another. */
function rulesOf(root: string): { rules?: Record<string, Severity> } {
  const page = join(root, 'docs/rules.md');
  if (!existsSync(page)) return {};
  const found = [...readFileSync(page, 'utf8').matchAll(/^### ([a-z-]+\/[a-z-]+)\n\n\*\*(fatal|error|warning)\*\*/gm)];
  return { rules: Object.fromEntries(found.map(([, id = '', severity]) => [id, severity as Severity])) };
}

function failed({ option, label }: SideRequest, what: string, stderr: string): InputError {
  const said = maskText(stderr.trim().split('\n').slice(0, 12).join('\n'));
  return new InputError([{ message: `${option}: ${label}: ${what}${said === '' ? '' : `. It says:\n${said}`}` }]);
}
