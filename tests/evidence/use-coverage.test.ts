import { describe, expect, it } from 'vitest';
import { useCoverage } from '../../evidence/guardrails/use-coverage.js';
import { useItems } from '../../facts/acceptable-use.js';
import { azureSafeguard } from '../../hosts/azure-foundry/judge/safeguard.js';
import { judgeOf } from '../../hosts/judges.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, topologyWith } from '../support/topologies.js';

/** The matrix of the reference: who or what holds up an item for a workload on a host. */
function covers(workload: string, host: string) {
  const loaded = topologyWith();
  const { aws = [], terraform = [] } = evidenceOf(loaded);
  const cells = [
    ...useCoverage(
      { ...loaded, asOf },
      () => true,
      (place) => judgeOf(place.host).safeguard(loaded.topology, place, [...aws, ...terraform]),
    ),
  ].filter((cell) => cell.workload === workload && cell.host === host);
  return Object.fromEntries(
    cells.map(({ item, cover }) => [
      item.id,
      cover.by === 'filter' ? `filter ${cover.resource?.type}` : `${cover.by}${'approval' in cover ? ` ${cover.approval}` : ''}`,
    ]),
  );
}

describe('what screens a Foundry host', () => {
  it('does not look for what no fact names a filter for', () => {
    const { topology } = topologyWith();
    const { gaps } = azureSafeguard(topology, 'dev-foundry', evidenceOf(topologyWith()).terraform ?? []);
    const [item] = useItems('3.3').filter(({ azureRai }) => azureRai.length > 0);
    if (item === undefined) throw new Error('no item that Foundry filters');
    expect(gaps(item)).toEqual([]);
    expect(gaps({ ...item, azureRai: [...item.azureRai, 'unheard-of'] })).toEqual(['no fact says under which name Foundry has unheard-of']);
  });
});

describe('the matrix of item, route and model', () => {
  it('has all 28 items of the policy of Llama 3.3 on each route', () => {
    expect(Object.keys(covers('variable', 'us-bedrock'))).toHaveLength(28);
    expect(Object.keys(covers('eu-production', 'eu-fleet'))).toHaveLength(28);
  });

  it('names the resource that was synthesized, the approval, the attestation and the gate', () => {
    expect(covers('variable', 'us-bedrock')).toMatchObject({
      '1.a.i': 'filter AWS::Bedrock::Guardrail',
      '1.e': 'filter AWS::Bedrock::Guardrail',
      '3.a': 'filter AWS::Bedrock::Guardrail',
      '1.f': 'attestation acceptable-use',
      '2.a': 'attestation acceptable-use',
      EU: 'gate',
    });
    expect(covers('eu-production', 'eu-fleet')).toMatchObject({
      '1.a.i': 'approval fleet-screening',
      '3.a': 'attestation acceptable-use',
      '4': 'attestation acceptable-use',
    });
    expect(covers('development', 'dev-foundry')).toMatchObject({ '1.a.i': 'filter azurerm_cognitive_account_rai_policy', '2.c': 'approval foundry-screening' });
  });
});
