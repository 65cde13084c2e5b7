import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { provenanceDigest, provenanceText } from '../../derived/provenance.js';
import { claimsTraining, fineTuned } from '../support/fine-tuned.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const files = [
  { name: 'adapter_model.safetensors', sha256: 'b'.repeat(64), bytes: 9 },
  { name: 'LICENSE', sha256: 'c'.repeat(64), bytes: 9 },
  { name: 'adapter_config.json', sha256: 'a'.repeat(64), bytes: 9 },
  { name: 'PROVENANCE.json', sha256: 'd'.repeat(64), bytes: 9 },
];
const said = (model: string, ...edits: Edit[]) => provenanceText(topologyWith(edits, fineTuned).topology, model, files);

/** docs/fine-tune-provenance.md has the same. */
const expected = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [
    { name: 'adapter_config.json', digest: { sha256: 'a'.repeat(64) } },
    { name: 'adapter_model.safetensors', digest: { sha256: 'b'.repeat(64) } },
  ],
  predicateType: 'urn:hybrid-llama-blueprint:fine-tune-provenance:v1',
  predicate: {
    buildDefinition: {
      buildType: 'urn:hybrid-llama-blueprint:fine-tune:v1',
      externalParameters: { name: 'Llama-Insurance-Claims', method: 'lora-adapter', rank: 16, release: 'llama-3.1-8b-instruct', precision: 'bf16' },
      resolvedDependencies: [
        { name: 'llama-3.1-8b-instruct', uri: `huggingface:meta-llama/Llama-3.1-8B-Instruct@${'0'.repeat(40)}`, digest: { sha256: '0'.repeat(64) } },
        { name: 'data', uri: 's3://example-insurance-training/claims-2026-09/MANIFEST.sha256', digest: { sha256: '0'.repeat(64) } },
      ],
    },
    runDetails: { builder: { id: 'aws/666677778888/us-east-2' }, metadata: { invocationId: 'claims-lora-7', finishedOn: '2026-10-02' } },
  },
};

describe('the statement of a fine-tune', () => {
  it('says what the files were made from, and speaks of each file of weights', () => {
    expect(JSON.parse(said('claims') ?? '')).toEqual(expected);
    expect(said('claims')).toMatch(/^\{\n {2}"_type".*\}\n$/s);
  });

  it('is another one once anything that it says changes', () => {
    const before = said('claims');
    for (const edit of [
      ['      name: Llama-Insurance-Claims\n', '      name: Llama-Insurance-Claims-2\n'],
      ['      rank: 16\n', '      rank: 8\n'],
      [claimsTraining, claimsTraining.replace('claims-lora-7', 'claims-lora-8')],
      ['claims-2026-09/MANIFEST', 'claims-2026-10/MANIFEST'],
    ] as const)
      expect(said('claims', edit)).not.toBe(before);
  });

  it('is none of a release, and of a fine-tune whose base has no weights', () => {
    expect(said('llama8')).toBeUndefined();
    const nameless: Edit[] = [
      ['\nmodels:\n', '\nmodels:\n  nameless: { release: llama-3.1-8b-instruct, precision: bf16 }\n'],
      ['      base: llama8\n      rank: 16\n', '      base: nameless\n      rank: 16\n'],
    ];
    expect(said('claims', ...nameless)).toBeUndefined();
  });

  it('has the digest of its bytes', () => {
    expect(provenanceDigest('x\n')).toBe(`sha256:${createHash('sha256').update('x\n').digest('hex')}`);
  });
});
