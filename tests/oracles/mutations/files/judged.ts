import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { rehearsalOutputs } from '../../../../gateway/rehearsal.js';
import { run } from '../../../bin/run.js';
import { topologyWith, wholeText } from '../../../support/topologies.js';
import { chosen } from '../chosen.js';
import { kinds } from '../kinds.js';
import { matrix } from '../matrix.js';
import { type FileEdit, fileEdits, inFile } from './edits.js';

/**
 * Faults in the files of the reference output, as if everything were deployed, and one of each kind that rules judge, as `check --from-output` judges them: all
 * must be refused. By rules alone all must that decide anything. A brief run takes every tenth.
 */
export function fileMutations(brief: boolean): { readonly findings: readonly string[]; readonly judged: string } {
  const root = mkdtempSync(join(tmpdir(), 'blueprint-mutations-'));
  try {
    writeFileSync(join(root, 'topology.yaml'), wholeText());
    writeFileSync(join(root, 'topology.outputs.yaml'), stringify(rehearsalOutputs(topologyWith().topology)));
    expectCode(0, run('blueprint', ['synth'], root));
    for (const output of outputs) cpSync(join(root, output), join(root, 'kept', output), { recursive: true });
    expectCode(0, check(root));
    expectCode(0, check(root, '--no-resynth'));
    const edits = [...fileEdits, ...sampled()].filter((_, index) => !brief || index % 10 === 0);
    const found = edits.map((edit) => judged(root, edit));
    const refused = found.filter((findings) => findings.length === 0).length;
    return { findings: found.flat(), judged: `${refused} of ${edits.length} edited outputs refused` };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const outputs = ['cdk.out', 'cdktf.out', 'gateway.out'];

function sampled(): FileEdit[] {
  const reference = matrix().find(({ name }) => name === 'reference');
  if (reference === undefined) throw new Error('the matrix has no reference topology');
  return kinds.filter(({ verdict }) => verdict === 'real').flatMap((kind) => chosen(kind, reference.evidence, 1).map(inFile));
}

function judged(root: string, { name, linesOnly = false, apply }: FileEdit): string[] {
  for (const output of outputs) {
    rmSync(join(root, output), { recursive: true, force: true });
    cpSync(join(root, 'kept', output), join(root, output), { recursive: true });
  }
  apply(root);
  return (linesOnly ? [[]] : [[], ['--no-resynth']]).flatMap((how) => {
    const { code, stderr } = check(root, ...how);
    // Refused, or no output that can be judged.
    if (code === 1 || code === 2) return [];
    const command = ['check --from-output', ...how].join(' ');
    return [`mutations: ${name}: ${code === 0 ? `not noticed by ${command}` : `${command} broke: ${stderr}`}`];
  });
}

const check = (root: string, ...how: string[]) => run('blueprint', ['check', '--from-output', '--format', 'json', ...how], root);

function expectCode(code: number, { code: actual, stdout, stderr }: ReturnType<typeof run>): void {
  if (actual !== code) throw new Error(`exit code ${actual} instead of ${code}: ${stderr}${stdout}`);
}
