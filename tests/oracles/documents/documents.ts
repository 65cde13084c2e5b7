import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeGateway } from '../../../synthesis/gateway.js';
import { loadTopology } from '../../../topology/load.js';
import { type Block, blocksOf, pages } from '../../docs/blocks.js';
import { type Call, runPage } from '../../docs/session/session.js';
import { assemblies } from '../assemblies.js';
import { terraformOutputs } from '../root-modules.js';
import { oracleEnvironment, type Verdict } from '../tools.js';
import { newcomer } from './newcomer.js';

/**
 * Pages as their readers use them. Every call of the AWS command line is held to the models that it is made from; the commands of README.md are run in a
 * fresh copy of the repository, up to a topology of one's own and through its reference, with nothing in the place of npm and git.
 */
export function documents(): Verdict {
  const environment = oracleEnvironment();
  const calls = awsCalls();
  const models = 'missing' in environment ? { judged: 0, findings: [] } : held(join(environment.path, 'bin', 'python'), calls);
  const fresh = newcomer();
  return {
    findings: [...models.findings, ...fresh.findings].map((finding) => `documents: ${finding}`),
    judged: `${models.judged} calls of aws, ${fresh.blocks} blocks of README.md in a fresh copy`,
    ...('missing' in environment && { skipped: `calls of aws: ${environment.missing}` }),
  };
}

interface LabelledCall {
  readonly label: string;
  readonly args: readonly string[];
}

/** Files of the gateways of the reference topology. */
function gatewayOutput(): string {
  const root = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  synthesizeGateway(loadTopology('topology.yaml'), join(root, 'reference'));
  return join(root, 'reference');
}

/** What the pages call, once for each line. */
function awsCalls(): LabelledCall[] {
  const aws = assemblies().find(({ name }) => name === 'reference')?.directory ?? '';
  const outputs = { aws, terraform: terraformOutputs().get('reference') ?? '', gateway: gatewayOutput() };
  const sessions = pages().map((page) => {
    const blocks = blocksOf(page).filter(({ language, notRun }) => language === 'console' && notRun === undefined);
    return blocks.length === 0 ? [] : runPage(blocks, outputs).calls;
  });
  const made = sessions.flat().filter(({ call: [program] }) => program === 'aws');
  return [...new Map(made.map((one) => [JSON.stringify(one.call), labelled(one)])).values()];
}

function labelled({ block: { page, line }, call: [, ...args] }: { readonly block: Block; readonly call: Call }): LabelledCall {
  return { label: `${page}:${line}`, args };
}

function held(python: string, calls: readonly LabelledCall[]): { readonly judged: number; readonly findings: readonly string[] } {
  const { status, stdout, stderr, error } = spawnSync(python, ['tests/oracles/documents/aws-calls.py'], { input: JSON.stringify(calls), encoding: 'utf8' });
  if (status !== 0) throw new Error(`aws-calls.py did not judge: ${error?.message ?? stderr.trim().slice(-2_000)}`);
  return JSON.parse(stdout);
}
