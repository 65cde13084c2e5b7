import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { toolVersion } from '../../topology/tool-version.js';
import { definition, renameResource, terraformResourceOf } from '../support/documents.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';
import { lost, type ReducedStacks, reduced } from './stateful.js';

const file = 'tests/released/stateful.yaml';

/** What the last release made of the topologies that came with it. */
interface Released {
  readonly version: string;
  readonly topologies: Readonly<Record<string, ReducedStacks>>;
}

const released = (): Released => parse(readFileSync(file, 'utf8')) as Released;
const stacksOf = ({ aws = [], terraform = [] }: ReturnType<typeof evidenceOf>) => [...aws, ...terraform];
const now = (topology: string) => stacksOf(evidenceOf(topologyWith([], topology)));

const recording = process.env['RECORD_RELEASE'] === 'true';

if (recording)
  it('records what is to be kept from now on', async () => {
    const record: Released = { version: toolVersion(), topologies: Object.fromEntries(topologies.map(([, topology]) => [topology, reduced(now(topology))])) };
    await expect(stringify(record, { lineWidth: 0, aliasDuplicateObjects: false })).toMatchFileSnapshot('stateful.yaml');
  });

describe.skipIf(recording)('an upgrade from the last release (accept with: npm run record, see docs/versioning.md)', () => {
  it.each(topologies)('loses nothing of %s that holds data', (_, topology) => {
    expect(lost(released().topologies[topology] ?? {}, now(topology))).toEqual([]);
  });

  it('was recorded, for each topology, by this version or an earlier one', () => {
    expect(Object.keys(released().topologies).sort()).toEqual(topologies.map(([, topology]) => topology).sort());
    const parts = (version: string) => version.split('.').map(Number);
    const [recorded, current] = [parts(released().version), parts(toolVersion())];
    const differing = recorded.findIndex((part, index) => part !== current[index]);
    expect(differing < 0 || (recorded[differing] ?? 0) < (current[differing] ?? 0)).toBe(true);
  });
});

describe('the comparison', () => {
  const evidence = evidenceOf(topologyWith());
  const recorded = reduced(stacksOf(evidence));
  const after = (stack: string, change: Parameters<typeof mutated>[2]) => lost(recorded, stacksOf(mutated(evidence, stack, change)));

  it('finds another name in the template or the module, another type, and what is gone', () => {
    expect(after('aws-weights-eu-north-1', (template) => renameResource(template, 'Key961B', 'OtherKey11111111'))).toEqual([
      expect.stringMatching(/^acme-prod-aws-weights-eu-north-1: AWS::KMS::Key Key961B\w+ → OtherKey11111111: move/),
    ]);
    expect(after('google-search-grounding', (module) => delete module.resource['google_discovery_engine_data_store'])).toContainEqual(
      expect.stringMatching(/google_discovery_engine_data_store\.\w+: delete$/),
    );
  });

  it('finds a property that replaces, also by what the resource refers to', () => {
    expect(after('aws-network-eu', (template) => (definition(template, 'NetworkVpc7FB').Properties.CidrBlock = '10.99.0.0/16'))).toContainEqual(
      expect.stringMatching(/AWS::EC2::VPC NetworkVpc7FB\w+: replace; CidrBlock cannot be changed in place/),
    );
    expect(after('google-search-grounding', (module) => (terraformResourceOf(module, 'google_discovery_engine_data_store').location = 'us'))).toContainEqual(
      expect.stringContaining('location "eu" → "us"'),
    );
  });

  it('lets pass what changes in place, and what is new', () => {
    expect(
      after('aws-weights-eu-north-1', (template) => {
        definition(template, 'Key961B').Properties.Description = 'another';
        template.Resources['More'] = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } };
      }),
    ).toEqual([]);
  });
});
