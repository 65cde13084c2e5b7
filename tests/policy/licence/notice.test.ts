import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { approvedManifests, type WeightsManifest } from '../../../facts/weights.js';
import { rule } from '../../../policy/licence/notice.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

/** Approvals as the process has read them: the repository carries none, so that this test lends one. */
const approvals = approvedManifests() as WeightsManifest[];
afterEach(() => void approvals.splice(0));

const zeros = '0'.repeat(64);
const notice = 'Llama 3.3 is licensed under the Llama 3.3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const commit = '0000000000000000000000000000000000000000';

/** An approval with these digests of its texts; a text without one is left out. */
function approve(digests: Readonly<Record<string, string | undefined>>): WeightsManifest {
  const texts = { LICENSE: zeros, NOTICE: sha256(notice), 'USE_POLICY.md': zeros, ...digests };
  const files = Object.entries(texts).flatMap(([name, digest]) => (digest === undefined ? [] : [{ name, sha256: digest, bytes: 9 }]));
  return {
    release: 'llama-3.3-70b-instruct',
    precision: 'bf16',
    source: 'huggingface',
    repository: 'meta-llama/Llama-3.3-70B-Instruct',
    commit,
    files: [...files, { name: 'model.safetensors', sha256: zeros, bytes: 9 }],
    licence: { version: '3.3' },
    approvedBy: 'weights@acme.example',
    approvedOn: '2026-10-01',
  };
}

/** The commands of the job for the model of the reference, edited as its buildspec has them. */
const commands = (from: string, to: string) => (document: Written) => {
  const { Source } = resourceOf(document, 'AWS::CodeBuild::Project');
  const buildspec: Json = JSON.parse(Source.BuildSpec);
  const edited = buildspec.phases.build.commands.map((command: string) => command.replace(from, to));
  if (JSON.stringify(edited) === JSON.stringify(buildspec.phases.build.commands)) throw new Error(`no command has ${from}`);
  buildspec.phases.build.commands = edited;
  Source.BuildSpec = JSON.stringify(buildspec);
};
const job = 'aws-weights-ingest-eu-north-1';
const noManifest = "cat >/tmp/ingest/MANIFEST.sha256 <<'END_OF_FILE'\n\nEND_OF_FILE";
const withManifest = (lines: readonly string[]) => commands(noManifest, noManifest.replace('\n\n', `\n${lines.join('\n')}\n`));

describe(rule.id, () => {
  it('accepts the job as it is emitted, and an approval with the accepted texts', () => {
    expect(findings(rule)).toEqual([]);
    approvals.push(approve({}));
    expect(topologyFindings(rule)).toEqual([]);
  });

  it.each([
    [
      'another licence',
      { LICENSE: '1'.repeat(64) },
      `has LICENSE ${'1'.repeat(64)}. Allowed: ${zeros}, which was accepted. Llama 3.3 Community License, clause 1.b.i `,
    ],
    ['no licence', { LICENSE: undefined }, `lacks LICENSE. Allowed: ${zeros}, which was accepted.`],
    [
      'another notice',
      { NOTICE: zeros },
      `has NOTICE ${zeros}. Allowed: ${sha256(notice)}, the notice of its licence. Llama 3.3 Community License, clause 1.b.iii `,
    ],
    ['another use policy', { 'USE_POLICY.md': '2'.repeat(64) }, `has USE_POLICY.md ${'2'.repeat(64)}. Allowed: ${zeros}, which was accepted.`],
  ])('refuses weights with %s beside them, at the approval that the model names', (_, digests, message) => {
    approvals.push(approve(digests));
    expect(topologyFindings(rule)).toMatchObject([
      { severity: 'error', path: 'models.llama70.weights.manifest', line: expect.any(Number), message: expect.stringContaining(message) },
    ]);
    expect(topologyFindings(rule)[0]?.message).toMatch(/^What weights@acme\.example approved for llama-3\.3-70b-instruct /);
  });

  it('takes any of several acceptances of a version', () => {
    approvals.push(approve({ LICENSE: '1'.repeat(64) }));
    const second: Edit = [
      '  accepted:\n',
      `  accepted:\n    again: {version: "3.3", by: l@acme.example, on: 2026-10-02, licenceSha256: "${'1'.repeat(64)}", acceptableUseSha256: "${zeros}"}\n`,
    ];
    expect(topologyFindings(rule, [second])).toEqual([]);
  });

  it('refuses a job that brings another notice, or none', () => {
    expect(findingsAfter(rule, job, commands('Llama 3.3 is licensed', 'Llama 3 is licensed'))).toMatchObject([
      {
        severity: 'error',
        path: 'weights.ingest',
        message: expect.stringMatching(/^Job \S+ brings NOTICE "Llama 3 is licensed .*Allowed: "Llama 3\.3 is licensed/),
      },
    ]);
    expect(findingsAfter(rule, job, commands('cat >/tmp/ingest/NOTICE', 'cat >/tmp/ingest/NOTE'))).toMatchObject([
      { message: expect.stringMatching(/^Job \S+ brings no NOTICE/) },
    ]);
  });

  it('refuses a job whose manifest lacks a text or has another', () => {
    const lines = [`${zeros}  LICENSE`, `${sha256(notice)}  NOTICE`, `${zeros}  USE_POLICY.md`, `${zeros}  model.safetensors`];
    expect(findingsAfter(rule, job, withManifest(lines))).toEqual([]);
    expect(findingsAfter(rule, job, withManifest(lines.slice(1)))).toMatchObject([
      { message: expect.stringMatching(/^The manifest of job \S+ lacks LICENSE/) },
    ]);
    expect(findingsAfter(rule, job, withManifest([...lines.slice(0, 2), `${'3'.repeat(64)}  USE_POLICY.md`]))).toMatchObject([
      { message: expect.stringContaining(`has USE_POLICY.md ${'3'.repeat(64)}`) },
    ]);
    expect(findingsAfter(rule, job, commands('cat >/tmp/ingest/MANIFEST.sha256', 'cat >/tmp/ingest/OTHER')).map(({ message }) => message)).toHaveLength(3);
  });
});
