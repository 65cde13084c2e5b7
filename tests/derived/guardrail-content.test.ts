import { describe, expect, it } from 'vitest';
import { guardrailContent, useItemsOf } from '../../derived/guardrail-content.js';
import { hostsOf } from '../../hosts/select.js';
import { type Edit, topologyWith } from '../support/topologies.js';

function contentOf(edits: readonly Edit[] = [], file = 'topology.yaml') {
  const { topology } = topologyWith(edits, file);
  const [[id, host] = expect.fail('no Bedrock host')] = hostsOf(topology, 'bedrock');
  return guardrailContent(topology, id, host);
}

describe('the content of a guardrail', () => {
  it('filters every category that the use policy of Llama 3.3 needs', () => {
    expect(contentOf().contentFilters).toEqual(['HATE', 'INSULTS', 'MISCONDUCT', 'PROMPT_ATTACK', 'SEXUAL', 'VIOLENCE']);
  });

  it('denies a topic for each item that no filter covers whole', () => {
    expect(contentOf().deniedTopics.map(({ item }) => item)).toEqual(
      '1.a.i 1.a.ii 1.a.iii 1.a.v 1.a.vi 1.c 1.d 1.g 2.a 2.b 2.c 2.d 2.e 3.a 3.b 3.c 3.d 3.f'.split(' '),
    );
  });

  it('looks for the identifiers of the highest class that is routed here, and of every class below', () => {
    const internal = [
      'AWS_ACCESS_KEY',
      'AWS_SECRET_KEY',
      'CREDIT_DEBIT_CARD_CVV',
      'CREDIT_DEBIT_CARD_NUMBER',
      'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
      'PASSWORD',
      'PIN',
      'US_BANK_ACCOUNT_NUMBER',
      'US_SOCIAL_SECURITY_NUMBER',
    ];
    const customer = [
      'CA_SOCIAL_INSURANCE_NUMBER',
      'CREDIT_DEBIT_CARD_EXPIRY',
      'UK_NATIONAL_INSURANCE_NUMBER',
      'UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER',
      'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
      'US_PASSPORT_NUMBER',
    ];
    const regulated = ['CA_HEALTH_NUMBER', 'DRIVER_ID', 'UK_NATIONAL_HEALTH_SERVICE_NUMBER'];
    expect(contentOf().identifiers).toEqual([...internal, ...customer].sort());
    expect(contentOf([], 'examples/us-maverick.yaml').identifiers).toEqual([...internal, ...customer, ...regulated].sort());
    // Only global-assist is left on the host, which is internal.
    const moved = contentOf([['route: [us-bedrock]\n    owner: sales-systems', 'route: [eu-fleet]\n    owner: sales-systems']]);
    expect(moved.identifiers).toEqual(internal);
  });

  it('looks for none where the topology lets personal data through', () => {
    expect(contentOf([['{strength: high, personalData: anonymize}', '{strength: high, personalData: allow}']]).identifiers).toEqual([]);
  });

  it('scores answers only where a workload answers from documents', () => {
    expect(contentOf().grounding).toEqual([]);
    const grounded = contentOf([['class: sustained\n    load: {tokensPerYear: 1390000000000', 'class: grounded\n    load: {tokensPerYear: 1390000000000']]);
    expect(grounded.grounding.map(({ type, threshold }) => `${type} ${threshold}`)).toEqual(['GROUNDING 0.7', 'RELEVANCE 0.7']);
  });

  it('knows which items came with which licence', () => {
    expect(useItemsOf(topologyWith([], 'examples/transition.yaml').topology, 'llama31').map(({ id }) => id)).not.toContain('1.h');
    expect(useItemsOf(topologyWith().topology, 'llama70').map(({ id }) => id)).toEqual(expect.arrayContaining(['1.a.i', '1.h', '4', '5']));
  });
});
