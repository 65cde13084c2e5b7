import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QuotaNeed } from '../../hosts/shared/quota-need.js';
import { quotaNeeds } from '../../planner/quotas.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { quotaFileName } from '../../synthesis/quota-file.js';
import { evidenceOf, outputOf } from '../support/synthesized.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const allNeeds = (...args: Parameters<typeof topologyWith>) => quotaNeeds(topologyWith(...args).topology);
/** Those of hosts; tasks of the gateway have a test of their own. */
const needs = (...args: Parameters<typeof topologyWith>) => allNeeds(...args).filter(({ service }) => service !== 'fargate');

describe('quota needs', () => {
  it('of the reference: vCPUs of the fleet, tokens of Foundry, H100 of the Vertex endpoint at its largest; Bedrock has a test of its own', () => {
    expect(needs().filter(({ service }) => service !== 'bedrock')).toEqual([
      {
        account: '00000000-0000-0000-0000-000000000000',
        region: 'swedencentral',
        service: 'Microsoft.CognitiveServices',
        quotaCode: 'AIServices.GlobalStandard.Llama-3.3-70B-Instruct',
        name: 'Tokens Per Minute (thousands) - Llama-3.3-70B-Instruct',
        needed: 800_000,
        unit: 'token per minute',
        because: ['hosts.dev-foundry.capacity'],
      },
      {
        account: '111122223333',
        region: 'eu-north-1',
        service: 'ec2',
        quotaCode: 'L-417A185B',
        name: 'Running On-Demand P instances',
        needed: 12 * 192,
        unit: 'vCPU',
        because: ['hosts.eu-fleet.nodes'],
      },
      {
        account: 'acme-llama-grounded',
        region: 'europe-west4',
        service: 'aiplatform.googleapis.com',
        quotaCode: 'CustomModelServingH100GPUsPerProjectPerRegion',
        name: 'aiplatform.googleapis.com/custom_model_serving_nvidia_h100_gpus',
        needed: 16,
        unit: 'accelerator',
        because: ['hosts.grounding.replicas'],
      },
    ]);
  });

  it('of a fleet on Google: every GPU that is reserved, busy or not', () => {
    const reserved = (...edits: Parameters<typeof topologyWith>[0] & object) => needs(edits, 'examples/eu-gce.yaml');
    expect(reserved()).toMatchObject([
      {
        account: 'acme-llama-gpu',
        region: 'europe-west4',
        service: 'compute.googleapis.com',
        quotaCode: 'GPUS-PER-GPU-FAMILY-per-project-region',
        needed: 24,
        unit: 'accelerator',
        because: ['hosts.eu-gce.capacity.reservations'],
      },
    ]);
    expect(reserved(['zone: europe-west4-b, count: 2', 'zone: europe-west4-b, count: 4'])).toMatchObject([{ needed: 40 }]);
  });

  it('hold both versions of a transition in one entry', () => {
    expect(needs([], 'examples/transition.yaml')).toMatchObject([{ needed: 64, because: ['hosts.desk-fleet.nodes', 'hosts.desk-fleet.transition'] }]);
    // Four nodes of eight GPUs, as many as are reserved; and more nodes than that.
    const google = (...edits: Edit[]) => needs(edits, 'examples/transition-google.yaml').filter(({ unit }) => unit === 'accelerator');
    expect(google()).toMatchObject([{ needed: 32 }]);
    expect(google(['nodes: 2, from', 'nodes: 3, from'])).toMatchObject([{ needed: 40 }]);
  });

  it('of the gateway: processors of all its tasks, and as many again while they are replaced', () => {
    expect(allNeeds().filter(({ service }) => service === 'fargate')).toEqual([
      expect.objectContaining({
        region: 'eu-north-1',
        needed: (8 + 6) * 2 * 2,
        unit: 'vCPU',
        because: ['gateway.zones.any.tasks.max', 'gateway.zones.eu.tasks.max'],
      }),
      expect.objectContaining({ region: 'us-east-2', needed: 4 * 2 * 2, because: ['gateway.zones.us.tasks.max'] }),
    ]);
  });

  it('are written beside blueprint.json, the same twice', () => {
    const written = () => {
      const directory = mkdtempSync(join(tmpdir(), 'blueprint-quotas-'));
      try {
        synthesizeAws(topologyWith(), { outdir: directory, flags: featureFlags() });
        return readFileSync(join(directory, quotaFileName), 'utf8');
      } finally {
        rmSync(directory, { recursive: true });
      }
    };
    const once = readFileSync(join(outputOf('aws', topologyWith()), quotaFileName), 'utf8');
    expect(JSON.parse(once).filter(({ service }: QuotaNeed) => service !== 'lambda')).toEqual(allNeeds());
    expect(written()).toBe(once);
  });

  it('count the runs that functions reserve, and the hundred that Lambda keeps for others: a new account has fewer', () => {
    const output = outputOf('aws', topologyWith());
    const asked = (JSON.parse(readFileSync(join(output, quotaFileName), 'utf8')) as QuotaNeed[]).filter(({ service }) => service === 'lambda');
    const places = new Map<string, number>();
    for (const { account, region, resources } of evidenceOf(topologyWith()).aws ?? [])
      for (const { type, properties } of resources) {
        const reserved = Number(properties['ReservedConcurrentExecutions'] ?? 0);
        if (type === 'AWS::Lambda::Function' && reserved > 0) places.set(`${account} ${region}`, (places.get(`${account} ${region}`) ?? 0) + reserved);
      }
    expect(places.size).toBeGreaterThan(1);
    expect(asked.map(({ account, region, needed }) => [`${account} ${region}`, needed - 100])).toEqual([...places].sort());
    expect(asked[0]).toMatchObject({ quotaCode: 'L-B99A9384', name: 'Concurrent executions', unit: 'concurrent execution' });
    expect(asked.every(({ because }) => because.length > 0 && !because.includes('topology'))).toBe(true);
  });

  it('are none where nothing is dedicated', () => {
    expect(needs([], 'examples/hosted-only.yaml').filter(({ service }) => service === 'ec2')).toEqual([]);
  });
});
