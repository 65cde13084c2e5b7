import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/adoption.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const ring = 'google_kms_key_ring.Keys_regional-europe-west4_Ring_74E5709F';
const name = 'projects/acme-llama-grounded/locations/europe-west4/keyRings/acme-regional';
const adopting = (module: string, blocks: string) => topologyWith([['\nworkloads:\n', `\nterraform:\n  ${module}: ${blocks}\n\nworkloads:\n`]]);
const judged = (module: string, blocks: string) => {
  const loaded = adopting(module, blocks);
  return judge([rule], loaded, asOf, evidenceOf(loaded)).map(({ path, message }) => `${path}: ${message}`);
};
const foundation = 'acme-search-google-foundation-search';

describe(rule.id, () => {
  it.each(topologies)('accepts what %s synthesizes to', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it('accepts what the topology takes over and renames', () => {
    expect(judged(foundation, `{imports: {${ring}: ${name}}, moved: {google_kms_key_ring.Old: ${ring}}}`)).toEqual([]);
  });

  it('emits one block for each', () => {
    const { terraform } = evidenceOf(adopting(foundation, `{imports: {${ring}: ${name}}, moved: {google_kms_key_ring.Old: ${ring}}}`));
    expect(terraform?.find((stack) => stack.name === foundation)?.document).toMatchObject({
      import: [{ to: ring, id: name }],
      moved: [{ from: 'google_kms_key_ring.Old', to: ring }],
    });
  });

  it.each([
    [
      'a module that is not there',
      'acme-search-google-foundation',
      `{imports: {${ring}: ${name}}}`,
      /Nothing in the topology makes a module acme-search-google-foundation\./,
    ],
    ['a resource that is not there', foundation, `{imports: {google_kms_key_ring.Keys: ${name}}}`, /has no resource google_kms_key_ring\.Keys to take over/],
  ])('refuses %s', (_, module, blocks, message) => {
    expect(judged(module, blocks)).toContainEqual(expect.stringMatching(message));
  });

  it.each([
    ['import', [{ to: ring, id: 'projects/elsewhere/locations/europe-west4/keyRings/theirs' }], /has import blocks of .*theirs\. Allowed: none/],
    ['moved', [{ from: 'google_kms_key_ring.Old', to: ring }], /has moved blocks of google_kms_key_ring\.Old .*Allowed: none/],
  ])('refuses %s blocks that no topology asks for', (kind, blocks, message) => {
    expect(findingsAfter(rule, 'google-foundation-search', (document) => void Object.assign(document, { [kind]: blocks }))).toMatchObject([
      { severity: 'error', message: expect.stringMatching(message) },
    ]);
  });
});
