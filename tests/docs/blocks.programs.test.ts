import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseSource } from '../../topology/document.js';
import { readOutputs } from '../../topology/outputs.js';
import { topologySchema } from '../../topology/schema/topology.js';
import { readWaivers } from '../../topology/waivers.js';
import { evidenceOf, outputOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';
import { type Block, blocksOf, pages } from './blocks.js';
import { checksOf, faultsOf, ofBlueprint } from './session/programs.js';
import { runPage, type Session } from './session/session.js';

const blocks = pages().flatMap((page) => blocksOf(page));
const of = (language: string) => blocks.filter((block) => block.language === language);
const label = ({ page, line }: Block) => `${page}:${line}`;

const topologies = [topologyWith(), topologyWith([], 'examples/eu-gce.yaml'), topologyWith([], 'examples/transition-google.yaml')];
const terraform = topologies.map((loaded) => outputOf('terraform', loaded));
const outputs = { aws: outputOf('aws', topologyWith()), terraform: outputOf('terraform', topologyWith()), gateway: outputOf('gateway', topologyWith()) };
const stacks = topologies.flatMap((loaded) => (evidenceOf(loaded).aws ?? []).map(({ name }) => name));
const checks = checksOf(terraform, stacks);

/** What stops a reader who pastes the blocks of a page. */
function stumbles({ code, stderr, at, calls }: Session): string[] {
  return [
    ...(code === 0 ? [] : [`${at === undefined ? '' : label(at)}: ended with ${code}: ${stderr.trim().split('\n').at(-1)}`]),
    ...calls.flatMap(({ block, call }) => faultsOf(call, checks).map((fault) => `${label(block)}: ${fault}`)),
  ];
}

const pasted = (text: string): Block => ({ page: 'page.md', line: 1, language: 'console', text });

describe('blocks of the pages', () => {
  it('say what they are: commands are console, what is to be written yaml or ts, and text, diff and mermaid are to be read', () => {
    expect(blocks.filter(({ language }) => !['console', 'yaml', 'ts', 'text', 'diff', 'mermaid'].includes(language)).map(label)).toEqual([]);
  });

  it('are there', () => {
    expect(of('console').length).toBeGreaterThan(30);
    expect(of('yaml').length).toBeGreaterThan(5);
  });

  it('are run, but for those that say why not', () => {
    expect(blocks.filter(({ notRun }) => notRun !== undefined).map(label)).toEqual([]);
  });
});

describe('commands', () => {
  it.each(pages().filter((page) => of('console').some((block) => block.page === page)))('of %s can be pasted one after the other', (page) => {
    const session = runPage(
      of('console').filter((block) => block.page === page && block.notRun === undefined),
      outputs,
    );
    expect(stumbles(session)).toEqual([]);
    expect(session.calls.length).toBeGreaterThan(0);
  });

  it.each([
    ['google-fleet.md', 'update-instances', ['node-1', 'node-1']],
    ['azure-fleet.md', 'reimage', ['1']],
  ])('of %s replace nodes that a change has not reached, and no others', (page, command, nodes) => {
    const { calls } = runPage(
      of('console').filter((block) => block.page === `docs/runbooks/${page}`),
      outputs,
    );
    const named = (call: readonly string[]) =>
      call.flatMap((one, index) => (/^--instance(s|-ids)$/.test(one) ? [call[index + 1]] : /^--instances=(.*)/.exec(one)?.[1])).filter(Boolean);
    expect(calls.flatMap(({ call }) => (call.includes(command) ? named(call) : []))).toEqual(nodes);
  });

  it('would not pass with a variable that nothing sets, a command that fails, or a placeholder', () => {
    const page = [pasted('aws ecs list-clusters --region eu-north-1'), pasted('aws ecs list-attributes --cluster $CLUSTER')];
    expect(stumbles(runPage(page, outputs))).toEqual([expect.stringMatching(/^page\.md:1: ended with \d+: .*CLUSTER: unbound variable/)]);
    expect(stumbles(runPage([pasted('jq . nothing.json')], outputs))).toHaveLength(1);
    expect(stumbles(runPage([pasted('aws s3 cp "s3://…/file" .; bash runtime/weights/ingest.sh')], outputs))).toEqual([
      expect.stringContaining('MANIFEST'),
      'page.md:1: s3://…/file is no value',
    ]);
  });

  it.each([
    [['npm', 'run', 'synthesize'], 'no script "synthesize"'],
    [['npm', 'run', 'blueprint', '--', 'check', '--from'], "unknown option '--from'"],
    [['npm', 'run', 'blueprint', '--', 'weights', 'record', '--model', 'a'], 'required option'],
    [['npx', 'cdk', 'deploy', '--apps', 'cdk.out'], 'no option apps of cdk deploy'],
    [['npx', 'cdk', 'deploy', 'acme-prod-aws-fleet-us'], 'no stack acme-prod-aws-fleet-us'],
    [['terraform', '-chdir=cdktf.out/stacks/acme', 'init'], 'no module stacks/acme'],
    [['terraform', 'init', '-upgrades'], 'no flag -upgrades'],
    [['gcloud', 'run', 'deploy'], 'unknown command: gcloud run deploy'],
    [['cosign', 'attest-blob', '--key'], 'no flag --key'],
    [['kubectl', 'get'], 'nobody checks kubectl'],
  ])('would not pass with %j', (call, fault) => {
    expect(faultsOf(call as unknown as Session['calls'][number]['call'], checks).join()).toContain(fault);
  });
});

describe('what is to be written', () => {
  it.each(of('yaml').map((block) => [label(block), block.text] as const))('%s fits the schema of its file', (_, text) => {
    const data: unknown = parse(text);
    const source = parseSource(text, 'block.yaml');
    if (Array.isArray(data)) return void expect(readWaivers(source).length).toBeGreaterThan(0);
    const sections = Object.keys(data as object);
    if (sections.every((name) => !(name in topologySchema.shape) || keysUnder(data, name).every((key) => key === 'images')))
      return void expect(Object.keys(readOutputs(source))).toEqual(sections);
    const issues = (topologySchema.partial().safeParse(data).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(issues).toEqual([]);
  });

  it.each(of('ts').map((block) => [label(block), block.text] as const))('%s is TypeScript', (_, text) => {
    expect(() => transformSync(text, { loader: 'ts' })).not.toThrow();
  });

  it('names commands of the blueprint in sentences as they are', () => {
    const spans = pages().flatMap((page) => [...textOf(page).matchAll(/`npm run (?:-s )?blueprint -- ([^`]+)`/g)].map(([, args = '']) => args));
    expect(spans.length).toBeGreaterThan(10);
    // What stands for an argument is a word; a sentence need not repeat every option.
    const faults = spans.flatMap((span) => ofBlueprint(span.replace(/<[^>]+>|…/g, 'x').split(/\s+/)).map((fault) => `${span}: ${fault}`));
    expect(faults.filter((fault) => !fault.includes('not specified'))).toEqual([]);
  });
});

/** Keys of a section: the outputs file has a `gateway` too, of images alone. */
function keysUnder(data: unknown, section: string): string[] {
  return Object.keys((data as Record<string, object>)[section] ?? {});
}

/** A page without its blocks. */
function textOf(page: string): string {
  return readFileSync(page, 'utf8').replace(/^ *```[\s\S]*?^ *```/gm, '');
}
