import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../bin/run.js';
import type { Block } from '../blocks.js';

/** A program that was called, with its arguments. */
export type Call = readonly [program: string, ...args: string[]];

export interface Session {
  readonly code: number | null;
  readonly stderr: string;
  /** The block that was being run when it ended. */
  readonly at: Block | undefined;
  readonly calls: readonly { readonly block: Block; readonly call: Call }[];
}

/** Programs that nobody lets loose in a test. Everything else in a block runs. */
const stubbed = ['aws', 'az', 'bash', 'cosign', 'crane', 'curl', 'docker', 'gcloud', 'git', 'hf', 'node', 'npm', 'npx', 'terraform'];

/** What the pages rely on. */
export interface Outputs {
  readonly aws: string;
  readonly terraform: string;
  readonly gateway: string;
}

/**
 * Pastes the blocks of a page into one shell, one after the other, as a reader does: a variable that nothing set, a command that fails and a file that is not
 * there end it. `look` sees the folder before it goes. The folder holds what the pages rely on: both outputs, scripts and facts of the repository, an approval of weights and a signed manifest.
 */
export function runPage(blocks: readonly Block[], outputs: Outputs, look: (folder: string) => void = () => {}): Session {
  const folder = mkdtempSync(join(tmpdir(), 'blueprint-page-'));
  try {
    const calls = join(folder, '.calls');
    writeFileSync(calls, '');
    prepare(folder, outputs);
    const script = blocks.map(({ text }, index) => `printf '#%s\\036' ${index} >> "$CALLS"\n${text}`).join('\n');
    const result = spawnSync('/bin/bash', ['-c', `set -euo pipefail\nshopt -s expand_aliases\n${script}`], {
      cwd: folder,
      encoding: 'utf8',
      input: 'secret\n'.repeat(blocks.length),
      timeout: 60_000,
      env: {
        PATH: `${join(folder, '.stubs')}:/usr/local/bin:/usr/bin:/bin`,
        HOME: folder,
        CALLS: calls,
        PUBLIC_KEY: join(folder, '.public-key'),
        STATEMENT: join(folder, '.statement'),
        RELEASE_POLL_SECONDS: '0',
      },
    });
    const records = readFileSync(calls, 'utf8')
      .split('\u001e')
      .filter((record) => record !== '');
    let block: Block | undefined;
    const made: { block: Block; call: Call }[] = [];
    for (const record of records) {
      if (record.startsWith('#')) block = blocks[Number(record.slice(1))];
      else if (block !== undefined) made.push({ block, call: record.split('\u001f') as unknown as Call });
    }
    look(folder);
    return { code: result.status, stderr: result.stderr, at: block, calls: made };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare(folder: string, { aws, terraform, gateway }: Outputs): void {
  mkdirSync(join(folder, '.stubs'));
  for (const name of stubbed) symlinkSync(resolve('tests/docs/session/stub.sh'), join(folder, '.stubs', name));
  cpSync(aws, join(folder, 'cdk.out'), { recursive: true });
  cpSync(terraform, join(folder, 'cdktf.out'), { recursive: true });
  cpSync(gateway, join(folder, 'gateway.out'), { recursive: true });
  writeFileSync(join(folder, '.statement'), attested(folder));
  for (const name of ['bin', 'runtime', 'topology.yaml', 'tests', 'docs', 'examples', 'package.json']) symlinkSync(resolve(name), join(folder, name));
  symlinkSync(resolve('bin/verify-output.sh'), join(folder, 'verify-output.sh'));
  mkdirSync(join(folder, 'facts', 'weights'), { recursive: true });
  cpSync('facts/licences.yaml', join(folder, 'facts', 'licences.yaml'));
  writeFileSync(join(folder, 'facts', 'weights', 'llama-3.3-70b-instruct-bf16-01234567.json'), JSON.stringify(approval));
  const manifest = `${'0'.repeat(64)}  LICENSE\n`;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(join(folder, 'MANIFEST.sha256'), manifest);
  writeFileSync(join(folder, 'MANIFEST.sha256.sig'), sign('sha256', Buffer.from(manifest), privateKey));
  writeFileSync(join(folder, '.public-key'), `${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}\n`);
}

let statement: string | undefined;

/** What `blueprint attest` prints of the outputs, which are the same for every page. */
function attested(folder: string): string {
  statement ??= run('blueprint', ['attest'], folder).stdout;
  return statement;
}

/** An approval as `weights approve` writes it, of one file. */
const approval = {
  release: 'llama-3.3-70b-instruct',
  precision: 'bf16',
  source: 'huggingface',
  repository: 'meta-llama/Llama-3.3-70B-Instruct',
  commit: '0123456789abcdef0123456789abcdef01234567',
  files: [{ name: 'LICENSE', sha256: createHash('sha256').update('licence').digest('hex'), bytes: 7 }],
};
