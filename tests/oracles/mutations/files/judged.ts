import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../bin/run.js';
import { wholeText } from '../../../support/topologies.js';
import { chosen } from '../chosen.js';
import { kinds } from '../kinds.js';
import { matrix } from '../matrix.js';
import { type FileEdit, fileEdits, inFile } from './edits.js';

/** Faults in the files of the reference output, and one of each kind that rules judge, as `check --from-output` judges them. All must be refused. */
export function fileMutations(): { readonly findings: readonly string[]; readonly judged: string } {
  const root = mkdtempSync(join(tmpdir(), 'blueprint-mutations-'));
  try {
    writeFileSync(join(root, 'topology.yaml'), wholeText());
    expectCode(0, run('blueprint', ['synth'], root));
    for (const output of outputs) cpSync(join(root, output), join(root, 'kept', output), { recursive: true });
    expectCode(0, check(root));
    const edits = [...fileEdits, ...sampled()];
    const findings = edits.flatMap((edit) => judged(root, edit));
    return { findings, judged: `${edits.length - findings.length} of ${edits.length} edited outputs refused` };
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

function judged(root: string, { name, apply }: FileEdit): string[] {
  for (const output of outputs) {
    rmSync(join(root, output), { recursive: true });
    cpSync(join(root, 'kept', output), join(root, output), { recursive: true });
  }
  apply(root);
  const { code, stderr } = check(root);
  // Refused, or no output that can be judged.
  if (code === 1 || code === 2) return [];
  return [`mutations: ${name}: ${code === 0 ? 'not noticed by check --from-output' : `check --from-output broke: ${stderr}`}`];
}

const check = (root: string) => run('blueprint', ['check', '--from-output', '--format', 'json'], root);

function expectCode(code: number, { code: actual, stdout, stderr }: ReturnType<typeof run>): void {
  if (actual !== code) throw new Error(`exit code ${actual} instead of ${code}: ${stderr}${stdout}`);
}
