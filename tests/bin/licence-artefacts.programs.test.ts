import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './run.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-artefacts-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Writes them for an example whose approvals were edited, into a folder of this test. */
function artefacts(example: string, out: string, edit: (approvals: string) => string = (approvals) => approvals) {
  writeFileSync(join(directory, 'topology.yaml'), readFileSync(`examples/${example}.yaml`));
  writeFileSync(join(directory, 'topology.approvals.yaml'), edit(readFileSync(`examples/${example}.approvals.yaml`, 'utf8')));
  return run('blueprint', ['licence', 'artefacts', '--out', out], directory);
}

const read = (out: string, path: string) => readFileSync(join(directory, out, path), 'utf8');
const files = (out: string) =>
  readdirSync(join(directory, out), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(directory, out), join(entry.parentPath, entry.name)))
    .sort();
const set = ['NOTICE', 'acceptable-use-customers.md', 'acceptable-use-internal.md', 'built-with-llama.html', 'built-with-llama.txt'];

describe('blueprint licence artefacts', () => {
  it('writes one set for each release that is served, a guard too, and the same twice', () => {
    expect(artefacts('sovereign', 'a')).toMatchObject({ code: 0, stderr: '' });
    expect(artefacts('sovereign', 'b').code).toBe(0);
    expect(files('a')).toEqual(['llama-3.3-70b-instruct', 'llama-guard-3-8b'].flatMap((release) => set.map((name) => `${release}/${name}`)));
    for (const path of files('a')) expect(read('a', path), path).toBe(read('b', path));
  });

  it('has the notice and the words of each version', () => {
    artefacts('transition', 'versions');
    expect(read('versions', 'llama-3-8b-instruct/NOTICE')).toBe(
      'Meta Llama 3 is licensed under the Meta Llama 3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.\n',
    );
    expect(read('versions', 'llama-3-8b-instruct/built-with-llama.txt')).toMatch(/^Built with Meta Llama 3\n\nMeta Llama 3 is licensed/);
    expect(read('versions', 'llama-3.1-8b-instruct/NOTICE')).toMatch(/^Llama 3\.1 is licensed under the Llama 3\.1 Community License, /);
    expect(read('versions', 'llama-3.1-8b-instruct/built-with-llama.html')).toContain('<strong>Built with Llama</strong>');
  });

  it('refers to the policy by address and accepted digest, and lists what the version forbids', () => {
    const digest = 'a'.repeat(64);
    artefacts('transition', 'annex', (text) => text.replace(/acceptableUseSha256: "0{64}"/g, `acceptableUseSha256: "${digest}"`));
    const [older, newer] = ['llama-3-8b-instruct', 'llama-3.1-8b-instruct'].map((release) => read('annex', `${release}/acceptable-use-internal.md`));
    expect(older).toContain(`| Acceptable use policy | https://llama.meta.com/llama3/use-policy | ${digest} |`);
    expect(newer).toContain(`| Acceptable use policy | https://llama.meta.com/llama3_1/use-policy | ${digest} |`);
    // Circumventing safety measures came with 3.2.
    expect(older).toContain('- 1.b: harassment, abuse, threats, bullying\n');
    expect(older).not.toContain('- 1.h:');
    artefacts('sovereign', 'newer');
    expect(read('newer', 'llama-3.3-70b-instruct/acceptable-use-internal.md')).toContain('- 1.h: circumventing or removing safety measures\n');
  });

  it('names workloads and owners to users inside, and never to customers', () => {
    artefacts('sovereign', 'parties');
    const owner = /\n- \S+(?:: .*)? \(\S+\)\n/;
    expect(read('parties', 'llama-3.3-70b-instruct/acceptable-use-internal.md')).toMatch(owner);
    expect(read('parties', 'llama-3.3-70b-instruct/acceptable-use-customers.md')).not.toMatch(owner);
  });

  it('writes nothing where the licence of a release was not accepted, with exit code 2', () => {
    const result = artefacts('sovereign', 'refused', (text) => text.replace('version: "3.2"', 'version: "4"'));
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('hosts.screen.model is llama-guard-3-8b, whose licence nobody has accepted as of 2026-11-24');
    expect(existsSync(join(directory, 'refused'))).toBe(false);
  });
});
