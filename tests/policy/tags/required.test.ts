import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowOf } from '../../../catalogue/rows.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/tags/required.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { emittedTypes, evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

/** Findings that an edit adds in the edited stack. */
function after(stack: string, change: (document: Written) => void): string[] {
  return findingsAfter(rule, stack, change)
    .filter((finding) => finding.stack?.endsWith(stack))
    .map(({ path, message }) => `${path}: ${message}`);
}

describe('tags/required: what the topology has to say', () => {
  it('accepts a topology that names owners, cost centres and contracts', () => {
    expect(topologyFindings(rule)).toEqual([]);
  });

  it.each([
    ['    owner: sales-systems\n', 'workloads.variable.owner'],
    ['    costCentre: cc-4713\n', 'workloads.variable.costCentre'],
    ['    contract: azure-main\n', 'hosts.dev-foundry.contract'],
    ['  sharedCostCentre: cc-4700\n', 'finance.sharedCostCentre'],
    ['  sharedOwner: ai-platform\n', 'finance.sharedOwner'],
  ])('finds that %j is missing', (line, path) => {
    expect(topologyFindings(rule, [[line, '']])).toMatchObject([{ rule: 'tags/required', severity: 'error', path }]);
  });
});

describe('tags/required: what resources carry', () => {
  it('is everything, on the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    'aws-fleet-eu-fleet',
    'aws-capacity-eu-fleet',
    'aws-bedrock-us-bedrock',
    'aws-identity',
    'google-foundation-search',
    'google-vertex-grounding',
    'azure-foundry-dev-foundry',
  ])('accepts %s as it is emitted', (stack) => {
    expect(after(stack, () => {})).toEqual([]);
  });

  it('notices a tag that is missing on a resource of AWS', () => {
    const dropOwner = (document: Written) => {
      const bucket = resourceOf(document, 'AWS::S3::Bucket');
      bucket.Tags = bucket.Tags.filter((tag: { Key: string }) => tag.Key !== 'owner');
    };
    expect(after('aws-fleet-eu-fleet', dropOwner)).toEqual(['hosts.eu-fleet.endpoint: AWS::S3::Bucket: the tags owner are missing.']);
  });

  it('notices tags in every form that AWS has', () => {
    expect(after('aws-network-eu', (document) => delete resourceOf(document, 'AWS::SSM::Parameter').Tags.host)).toHaveLength(1);
    expect(after('prod-aws-finance', (document) => delete resourceOf(document, 'AWS::Budgets::Budget').ResourceTags).join()).toContain(
      'AWS::Budgets::Budget: the tags',
    );
    expect(
      after('aws-capacity-eu-fleet', (document) => resourceOf(document, 'AWS::EC2::CapacityReservation').TagSpecifications[0].Tags.pop()).join(),
    ).toContain('capacity-reservation');
  });

  it('notices tags that a function puts on what it makes', () => {
    const loaded = topologyWith([], 'examples/eu-import.yaml');
    expect(judge([rule], loaded, asOf, evidenceOf(loaded))).toEqual([]);
    const evidence = mutated(evidenceOf(loaded), 'aws-bedrock-import-eu-import', (document) => {
      const model = resourceOf(document, 'Custom::BedrockImportedModel');
      model.Tags = model.Tags.filter((tag: { key: string }) => tag.key !== 'workload');
    });
    expect(judge([rule], loaded, asOf, evidence)).toMatchObject([
      { path: 'hosts.eu-import.model', message: expect.stringContaining('Custom::BedrockImportedModel: the tags workload are missing') },
    ]);
  });

  it('notices labels and tags of Google and Azure', () => {
    expect(after('google-search-grounding', (document) => delete terraformResourceOf(document, 'google_storage_bucket').labels.workload).join()).toContain(
      'workload',
    );
    expect(after('azure-foundry-dev-foundry', (document) => delete terraformResourceOf(document, 'azurerm_key_vault').tags['cost-center']).join()).toContain(
      'cost-center',
    );
  });

  it('notices a label that the provider of a module puts on nothing any more', () => {
    const labels = (document: Written): Json => [document['provider'].google].flat()[0].default_labels;
    expect(after('google-foundation-search', (document) => delete labels(document)['cost-center']).join()).toContain('default_labels');
    expect(after('google-vertex-grounding', (document) => (labels(document)['host'] = 'shared')).join()).toContain('host is "shared" instead of "grounding"');
  });

  it('notices a value that belongs to another workload or host', () => {
    const swapWorkload = (document: Written) => {
      for (const tag of resourceOf(document, 'AWS::Bedrock::ApplicationInferenceProfile').Tags) if (tag.Key === 'workload') tag.Value = 'eu-production';
    };
    expect(after('aws-bedrock-us-bedrock', swapWorkload).join()).toContain('workload is "eu-production"');
    const swapHost = (document: Written) => {
      for (const tag of resourceOf(document, 'AWS::S3::Bucket').Tags) if (tag.Key === 'host') tag.Value = 'us-bedrock';
    };
    expect(after('aws-fleet-eu-fleet', swapHost).join()).toContain('host is "us-bedrock" instead of "eu-fleet"');
  });

  it('notices nodes and disks that would start without tags', () => {
    const notAtLaunch = (document: Written) => {
      for (const tag of resourceOf(document, 'AWS::AutoScaling::AutoScalingGroup').Tags) if (tag.Key === 'workload') tag.PropagateAtLaunch = false;
    };
    expect(after('aws-fleet-eu-fleet', notAtLaunch)).toEqual([
      'hosts.eu-fleet.nodes: instances of the Auto Scaling group (PropagateAtLaunch): the tags workload are missing.',
    ]);
    const noVolumes = (document: Written) => {
      const { LaunchTemplateData: data } = resourceOf(document, 'AWS::EC2::LaunchTemplate');
      data.TagSpecifications = data.TagSpecifications.filter((entry: { ResourceType: string }) => entry.ResourceType !== 'volume');
    };
    expect(after('aws-fleet-eu-fleet', noVolumes).join()).toContain('volume (TagSpecifications): the tags');
  });

  it('notices a service that keeps its tags to itself', () => {
    expect(after('aws-fleet-eu-fleet', (document) => delete resourceOf(document, 'AWS::ECS::Service').PropagateTags).join()).toContain('PropagateTags');
  });

  it('says once, in the topology and not on each resource, what the topology does not give', () => {
    const found = findings(rule, [['    costCentre: cc-4713\n', '']]);
    expect(found).toMatchObject([{ path: 'workloads.variable.costCentre' }]);
    expect(found[0]).not.toHaveProperty('resource');
  });
});

describe('tags of the landing zone', () => {
  const example = 'examples/landing-zone.yaml';
  const tagged = (change: (tags: { Key: string; Value: string }[]) => void) =>
    findingsAfter(rule, 'aws-network-us', (document) => change(resourceOf(document, 'AWS::EC2::VPC').Tags), {}, example);

  it('are demanded with their values', () => {
    expect(findings(rule, [], example)).toEqual([]);
    expect(
      tagged(
        (tags) =>
          void tags.splice(
            tags.findIndex(({ Key }) => Key === 'confidentiality'),
            1,
          ),
      ),
    ).toMatchObject([{ message: expect.stringContaining('the tags confidentiality are missing') }]);
    expect(tagged((tags) => tags.forEach((tag) => void (tag.Key === 'backup-plan' && (tag.Value = 'daily'))))).toMatchObject([
      { message: expect.stringContaining('backup-plan is "daily" instead of "none"') },
    ]);
  });
});

describe('rows of the catalogue', () => {
  it('agree with the provider bindings on which types take tags', () => {
    const types = emittedTypes().filter((type) => type.startsWith('google_') || type.startsWith('azurerm_'));
    // Newer than the binding, so written without it.
    const disagree = types.filter((type) => type !== 'google_vertex_ai_cache_config' && takesTags(type) !== (rowOf(type)?.tags.kind === 'property'));
    expect(disagree).toEqual([]);
  });
});

function takesTags(type: string): boolean {
  const [provider = '', ...name] = type.split('_');
  const binding = readFileSync(`node_modules/@cdktf/provider-${provider}/lib/${name.join('-')}/index.d.ts`, 'utf8');
  const config = binding.split('extends cdktf.TerraformMetaArguments {')[1]?.split('\n}')[0] ?? '';
  return /readonly (labels|tags)\?:/.test(config);
}
