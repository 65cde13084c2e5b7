import { describe, expect, it } from 'vitest';
import { heldWeights } from '../../derived/held-weights.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { ingestRoleArn, weightsPlaces, weightsRegions } from '../../derived/supply.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const of = (name: string, edits: readonly Edit[] = []) => topologyWith(edits, name === 'reference' ? 'topology.yaml' : `examples/${name}.yaml`).topology;

describe('where weights are stored', () => {
  it.each([
    ['reference', 'aws', [{ account: 'prod', region: 'eu-north-1', models: ['llama70'] }]],
    ['reference', 'google', []],
    ['hosted-only', 'aws', []],
    ['sovereign', 'aws', [{ account: 'sealed', region: 'eu-north-1', models: ['guard', 'llama70'] }]],
    ['transition', 'aws', [{ account: 'desk', region: 'eu-north-1', models: ['llama3', 'llama31'] }]],
    ['eu-import', 'aws', [{ account: 'frankfurt', region: 'eu-central-1', models: ['llama70'] }]],
    ['eu-gce', 'aws', []],
    ['eu-gce', 'google', [{ account: 'gpu', region: 'europe-west4', models: ['llama70'] }]],
    ['us-maas', 'google', []],
  ] as const)('%s on %s', (name, cloud, places) => {
    expect(weightsPlaces(of(name), cloud)).toEqual(places);
  });

  it('names each AWS region once, sorted', () => {
    const sovereign = of('sovereign');
    const screen = sovereign.hosts['screen'];
    if (screen?.kind !== 'self-hosted' || screen.cloud !== 'aws') throw new Error('no host screen');
    const spread = { ...sovereign.hosts, a: { ...screen, region: 'us-east-2' }, b: { ...screen, region: 'eu-central-1' } };
    expect(weightsRegions({ ...sovereign, hosts: spread })).toEqual(['eu-central-1', 'eu-north-1', 'us-east-2']);
  });
});

describe('who may write weights', () => {
  it('is the role of the ingest job, in the account that brings them in', () => {
    expect(ingestRoleArn(of('reference'), 'eu-north-1')).toBe('arn:aws:iam::444455556666:role/llama-weights-ingest-acme-eu-north-1');
  });

  it('or the role that the topology names, or nobody', () => {
    const topology = of('sovereign');
    expect(ingestRoleArn(topology, 'eu-north-1')).toBe('arn:aws:iam::555566667777:role/weights-release');
    const { ingestRole: _, ...none } = topology.weights;
    expect(ingestRoleArn({ ...topology, weights: none }, 'eu-north-1')).toBeUndefined();
  });
});

describe('what is stored', () => {
  const weights = { source: 'huggingface', repository: 'meta-llama/Llama-3.3-70B-Instruct', commit: '0'.repeat(40) } as const;
  const model = (precision: 'fp8' | 'bf16', quantization?: 'fp8') =>
    ({ release: 'llama-3.3-70b-instruct', precision, weights: { ...weights, ...(quantization !== undefined && { quantization }) } }) as const;

  it('has the precision of the files: 16 bits where the engine quantizes while it loads', () => {
    expect(storedPrecision(model('fp8', 'fp8') as never)).toBe('bf16');
    expect(storedPrecision(model('fp8') as never)).toBe('fp8');
    expect(storedPrecision(model('bf16') as never)).toBe('bf16');
    expect(storedPrecision({ release: 'llama-3.3-70b-instruct', precision: 'fp8' } as never)).toBe('fp8');
  });

  it('is known of a published repository, or by an approval in force for exactly that repository', () => {
    const topology = of('reference');
    expect(heldWeights(topology, 'llama70', 'meta-llama/Llama-3.3-70B-Instruct', asOf)).toMatchObject({ release: 'llama-3.3-70b-instruct', precision: 'bf16' });
    expect(heldWeights(topology, 'llama70', 'acme/mirror', asOf)).toBeUndefined();
    const checkpoint = { repository: 'acme/mirror', release: 'llama-3.3-70b-instruct', precision: 'fp8' } as const;
    const approval = { kind: 'checkpoint', subject: 'models.llama70', checkpoint, grantedOn: '2026-01-01', expires: '2026-12-31' };
    const approved = { ...topology, approvals: { mirror: approval as never } };
    expect(heldWeights(approved, 'llama70', 'acme/mirror', '2026-11-24')).toEqual(checkpoint);
    expect(heldWeights(approved, 'llama70', 'acme/other', '2026-11-24')).toBeUndefined();
    expect(heldWeights(approved, 'llama70-bf16', 'acme/mirror', '2026-11-24')).toBeUndefined();
    expect(heldWeights(approved, 'llama70', 'acme/mirror', '2027-01-01')).toBeUndefined();
  });
});
