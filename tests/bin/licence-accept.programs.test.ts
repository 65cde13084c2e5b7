import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './run.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-licence-'));
afterAll(() => rmSync(directory, { recursive: true }));
cpSync('examples/sovereign.yaml', join(directory, 'topology.yaml'));
cpSync('examples/sovereign.approvals.yaml', join(directory, 'topology.approvals.yaml'));

/** Headers of the texts as Meta publishes them, with a line of ours below. */
const licence = '**LLAMA 3.3 COMMUNITY LICENSE AGREEMENT**\n\n Llama 3.3 Version Release Date: December 6, 2024\n\nTerms.\n';
const policy = '# **Llama 3.3** **Acceptable Use Policy**\n\nNo.\n';
writeFileSync(join(directory, 'LICENSE'), licence);
writeFileSync(join(directory, 'USE_POLICY.md'), policy);
writeFileSync(join(directory, 'LICENSE-4'), 'LLAMA 4 COMMUNITY LICENSE AGREEMENT\n\nLlama 4 Version Effective Date: April 5, 2025\n');
writeFileSync(join(directory, 'POLICY-3'), '# Meta Llama 3 Acceptable Use Policy\n');

const accept = (version: string, file = 'LICENSE', use = 'USE_POLICY.md') =>
  run('blueprint', ['licence', 'accept', '--llama', version, '--licence', file, '--use-policy', use, '--by', 'legal@acme.example'], directory);
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

describe('blueprint licence accept', () => {
  it('prints the entry with the digests of the texts, where it belongs, and the hosts that it is for', () => {
    expect(accept('3.3')).toMatchObject({
      code: 0,
      stdout:
        'topology.approvals.yaml:45:3: licence.accepted\n    llama-3-3:\n      version: "3.3"\n      by: "legal@acme.example"\n      on: 2026-11-24\n' +
        `      licenceSha256: "${digest(licence)}"\n      acceptableUseSha256: "${digest(policy)}"\n`,
      stderr: 'For fleet (llama-3.3-70b-instruct).\n',
    });
  });

  it.each([
    [
      'the licence of another version',
      ['3.3', 'LICENSE-4'],
      '--licence: LICENSE-4 has Version Effective Date: April 5, 2025. Allowed: the licence of Llama 3.3',
    ],
    [
      'its own text under another version',
      ['4'],
      'has Version Release Date: December 6, 2024. Allowed: the licence of Llama 4, with "Version Effective Date: April 5, 2025"',
    ],
    [
      'the policy of another version',
      ['3.3', 'LICENSE', 'POLICY-3'],
      '--use-policy: POLICY-3 is Llama 3 Acceptable Use Policy. Allowed: Llama 3.3 Acceptable Use Policy.',
    ],
    ['a text that is none', ['3.3', 'topology.yaml'], '--licence: topology.yaml has no version date'],
    ['a file that is not there', ['3.3', 'gone'], '--licence: gone cannot be read.'],
    ['a version that does not exist', ['3.4'], '--llama: received 3.4. Allowed: 2, 3, 3.1, 3.2, 3.3, 4.'],
  ])('refuses %s, with exit code 2', (_, args, message) => {
    const [version = '', ...files] = args;
    expect(accept(version, ...files)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
