import { describe, expect, it } from 'vitest';
import type { Host, HostKey } from '../../hosts/schemas.js';
import { hostTraits, traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { topologyWith } from '../support/topologies.js';

const reference = topologyWith().topology;
const of = (id: string, file: string): readonly [topology: Topology, id: string] => [topologyWith([], file).topology, id];

/** One host of each kind that is provisioned. */
const provisioned: Readonly<Partial<Record<HostKey, readonly [topology: Topology, id: string]>>> = {
  'self-hosted-aws': [reference, 'eu-fleet'],
  'self-hosted-google': of('eu-gce', 'examples/eu-gce.yaml'),
  'self-hosted-azure': of('us-nd', 'examples/azure-nodes.yaml'),
  bedrock: [reference, 'us-bedrock'],
  'bedrock-import': of('eu-import', 'examples/eu-import.yaml'),
  'vertex-endpoint': [reference, 'grounding'],
  'vertex-maas': of('managed', 'examples/us-maas.yaml'),
  'azure-foundry': [reference, 'dev-foundry'],
  databricks: of('maverick', 'examples/lakehouse.yaml'),
  watsonx: of('ibm', 'examples/any-zone.yaml'),
  'workers-ai': of('edge', 'examples/any-zone.yaml'),
  'oci-generative-ai': of('chicago', 'examples/any-zone.yaml'),
};

/** Answers as a reader of the topology would give them, never as the code derives them. */
const answers = (key: HostKey) => {
  const [topology, id] = provisioned[key] ?? expect.fail(`no host of kind ${key}`);
  const host = topology.hosts[id] as Host;
  const traits = traitsOf(host);
  const domains = traits.network.domains(host);
  return {
    stacks: traits.stacks(topology, { id, host }).map((parts) => parts.join(' ')),
    domains: domains === 'unknown' ? domains : domains.map(({ domain }) => domain),
    processing: traits.processing(topology, host),
    values: traits.deployTimeValues(topology, { id, host, workload: 'w' }).map(({ path, stack }) => `${path.join('.')} from ${stack.join(' ')}`),
  };
};
const inRegion = (region: string) => ({ scope: 'regions', regions: [region], judgedBy: 'residency/host-region' });

describe('traits', () => {
  it('are told here of every kind', () => {
    const keys = Object.keys(hostTraits) as HostKey[];
    expect(keys.sort()).toEqual(Object.keys(provisioned).sort());
  });

  it('of a fleet on AWS', () => {
    expect(answers('self-hosted-aws')).toEqual({
      stacks: ['aws-capacity eu-fleet', 'aws-fleet eu-fleet'],
      domains: ['llama.eu.acme.internal'],
      processing: inRegion('eu-north-1'),
      values: ['hosts.eu-fleet.apiKeySecret from aws-fleet eu-fleet'],
    });
  });

  it('of a fleet on Google, whose API key is read by an identity there', () => {
    expect(answers('self-hosted-google')).toEqual({
      stacks: ['google-capacity eu-gce', 'google-fleet eu-gce'],
      domains: ['llama.gpu.acme.internal', 'googleapis.com'],
      processing: inRegion('europe-west4'),
      values: ['identities.gpu.w.serviceAccount from google-foundation gpu', 'identities.gpu.w.audience from google-foundation gpu'],
    });
  });

  it('of a fleet on Azure, whose API key is read by an identity there', () => {
    expect(answers('self-hosted-azure')).toEqual({
      stacks: ['azure-fleet us-nd'],
      domains: ['llama.gpu.acme.internal', 'vault.azure.net'],
      processing: inRegion('eastus'),
      values: ['hosts.us-nd.clientIds.w from azure-fleet us-nd'],
    });
  });

  it('of Bedrock', () => {
    expect(answers('bedrock')).toEqual({
      stacks: ['aws-bedrock us-bedrock', 'aws-lifecycle us-east-2'],
      domains: ['bedrock-runtime.us-east-2.amazonaws.com'],
      processing: { scope: 'regions', regions: ['us-east-2'], judgedBy: 'residency/bedrock-profile-destinations' },
      values: [
        'hosts.us-bedrock.profiles.w from aws-bedrock us-bedrock',
        'hosts.us-bedrock.guardrail.id from aws-bedrock us-bedrock',
        'hosts.us-bedrock.guardrail.version from aws-bedrock us-bedrock',
      ],
    });
  });

  it('of an imported model', () => {
    expect(answers('bedrock-import')).toEqual({
      stacks: ['aws-bedrock-import eu-import'],
      domains: ['bedrock-runtime.eu-central-1.amazonaws.com'],
      processing: inRegion('eu-central-1'),
      values: [
        'hosts.eu-import.modelArn from aws-bedrock-import eu-import',
        'hosts.eu-import.guardrail.id from aws-bedrock-import eu-import',
        'hosts.eu-import.guardrail.version from aws-bedrock-import eu-import',
      ],
    });
  });

  it('of an endpoint on Vertex AI with Search and Model Armor', () => {
    expect(answers('vertex-endpoint')).toEqual({
      stacks: ['google-search grounding', 'google-vertex grounding'],
      domains: ['prediction.p.vertexai.goog', 'googleapis.com'],
      processing: inRegion('europe-west4'),
      values: [
        'identities.search.w.serviceAccount from google-foundation search',
        'identities.search.w.audience from google-foundation search',
        'hosts.grounding.deployments.blue.endpointId from google-vertex grounding',
        'hosts.grounding.deployments.blue.endpointDns from google-vertex grounding',
        'hosts.grounding.deployments.blue.pscAddress from google-vertex grounding',
        'hosts.grounding.certificate from google-vertex grounding',
        'hosts.grounding.modelArmorTemplate from google-vertex grounding',
        'hosts.grounding.modelArmorHost from google-vertex grounding',
        'hosts.grounding.servingConfig from google-search grounding',
        'hosts.grounding.searchHost from google-search grounding',
      ],
    });
  });

  it('of managed models on Vertex AI, which no stack of their own makes', () => {
    expect(answers('vertex-maas')).toEqual({
      stacks: [],
      domains: ['googleapis.com'],
      processing: inRegion('us-east5'),
      values: ['identities.models.w.serviceAccount from google-foundation models', 'identities.models.w.audience from google-foundation models'],
    });
  });

  it('of Foundry, whose sku decides where it processes', () => {
    expect(answers('azure-foundry')).toEqual({
      stacks: ['azure-foundry dev-foundry'],
      domains: ['services.ai.azure.com'],
      processing: { scope: 'anywhere', words: 'any Azure region', judgedBy: 'residency/azure-sku' },
      values: ['endpoint', 'deployment', 'clientIds.w'].map((path) => `hosts.dev-foundry.${path} from azure-foundry dev-foundry`),
    });
  });

  it('of Databricks, which processes anywhere in its Geo', () => {
    expect(answers('databricks')).toEqual({
      stacks: ['databricks-serving maverick'],
      domains: ['cloud.databricks.com'],
      processing: { scope: 'countries', countries: ['BR', 'CA', 'US'], words: 'any country of the Geo americas', judgedBy: 'residency/databricks-geo' },
      values: ['hosts.maverick.clientIds.w from databricks-serving maverick'],
    });
  });

  it('of watsonx.ai, which promises no place and prints nothing that a gateway needs', () => {
    expect(answers('watsonx')).toEqual({
      stacks: ['watsonx-runtime ibm'],
      domains: [],
      processing: { scope: 'anywhere', words: 'watsonx.ai, wherever IBM chooses', judgedBy: 'residency/egress-proxy' },
      values: [],
    });
  });

  const uses = (key: HostKey) => {
    const [topology, id] = provisioned[key] ?? expect.fail(`no host of kind ${key}`);
    const host = topology.hosts[id] as Host;
    const traits = traitsOf(host);
    return { aws: traits.aws(topology, host), google: traits.google(topology, host), azure: traits.azure(topology, host) };
  };
  const nothing = { aws: 'none', google: 'none', azure: 'none' };

  it('say what a host uses of its AWS account', () => {
    expect(uses('self-hosted-aws')).toEqual({ ...nothing, aws: { bedrock: 'none', instancesIn: ['eu-north-1'] } });
    const application = 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/*';
    expect(uses('bedrock')).toEqual({
      ...nothing,
      aws: {
        instancesIn: [],
        bedrock: {
          regions: ['us-east-2', 'us-east-2'],
          invoked: application,
          behind: ['arn:aws:bedrock:us-east-2::foundation-model/meta.llama3-3-70b-instruct-v1:0'],
          profiles: [application],
          watched: 'meta.llama3-3-70b-instruct-v1:0',
        },
      },
    });
    expect(uses('bedrock-import')).toMatchObject({
      aws: { bedrock: { invoked: expect.stringMatching(/^arn:aws:bedrock:eu-central-1:\d{12}:imported-model\/\*$/), behind: [], watched: 'none' } },
    });
  });

  it('say what a host uses of its Google project, and of its Azure subscription', () => {
    expect(uses('vertex-endpoint')).toEqual({
      ...nothing,
      google: {
        answers: 'vertex',
        served: 'here',
        // Two replicas at most, of four H100 each.
        accelerators: [{ type: 'NVIDIA_H100_80GB', count: 16 }],
        models: ['publishers/meta/models/llama3-3:deploy'],
        search: 'eu',
        screening: { strength: 'medium', personalData: 'block' },
      },
    });
    expect(uses('vertex-maas').google).toMatchObject({ answers: 'vertex', served: 'by Google', accelerators: [], search: 'none', screening: 'none' });
    expect(uses('self-hosted-google').google).toEqual({
      answers: 'nodes',
      served: 'here',
      // Three machines of eight H100.
      accelerators: [{ type: 'H100', count: 24 }],
      models: [],
      search: 'none',
      screening: 'none',
    });
    expect(uses('self-hosted-azure')).toEqual({ ...nothing, azure: { locations: ['eastus'], skus: [], models: [] } });
    expect(uses('azure-foundry')).toEqual({
      ...nothing,
      azure: { locations: ['swedencentral', 'swedencentral'], skus: ['GlobalStandard'], models: ['/models/Llama-3.3-70B-Instruct/versions/9'] },
    });
  });

  it('say which rights a gateway needs', () => {
    const rights = (key: HostKey) => {
      const [topology, id] = provisioned[key] ?? expect.fail(`no host of kind ${key}`);
      return traitsOf(topology.hosts[id] as Host).rights(topology.hosts[id] as Host);
    };
    const guarded = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:ApplyGuardrail'];
    expect(rights('self-hosted-aws')).toEqual([{ on: 'role', actions: ['secretsmanager:GetSecretValue', 'kms:Decrypt'], may: [] }]);
    expect(rights('bedrock')).toEqual([{ on: 'role', actions: guarded, may: ['kms:Decrypt'] }]);
    expect(rights('bedrock-import')).toEqual([{ on: 'role', actions: [...guarded, 'kms:Decrypt', 'kms:GenerateDataKey'], may: [] }]);
    expect(rights('vertex-endpoint')).toEqual([
      {
        on: 'project',
        permissions: [
          'aiplatform.endpoints.predict',
          'modelarmor.templates.useToSanitizeModelResponse',
          'modelarmor.templates.useToSanitizeUserPrompt',
          'discoveryengine.groundingConfigs.check',
          'discoveryengine.servingConfigs.search',
        ],
      },
    ]);
    expect(rights('vertex-maas')).toEqual([{ on: 'project', permissions: ['aiplatform.endpoints.predict'] }]);
    expect(rights('self-hosted-google')).toEqual([{ on: 'secret', role: 'roles/secretmanager.secretAccessor' }]);
    expect(rights('self-hosted-azure')).toEqual([{ on: 'resource', type: 'azurerm_key_vault', role: 'Key Vault Secrets User' }]);
    expect(rights('databricks')).toEqual([
      { on: 'workspace', permission: 'USER' },
      { on: 'endpoint', permission: 'CAN_QUERY' },
    ]);
    expect(rights('watsonx')).toEqual([{ on: 'instance', roles: ['Viewer', 'Writer'] }]);
    expect(rights('azure-foundry')).toEqual([
      {
        on: 'data',
        type: 'azurerm_cognitive_account',
        actions: [
          'Microsoft.CognitiveServices/accounts/MaaS/chat/completions/action',
          'Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action',
        ],
      },
    ]);
  });

  it('of Workers AI, which Cloudflare runs anywhere, and of which nothing is known after a deployment only', () => {
    expect(answers('workers-ai')).toEqual({
      stacks: ['cloudflare-workers-ai edge'],
      domains: [],
      processing: { scope: 'anywhere', words: 'any place of the network of Cloudflare, which promises none', judgedBy: 'residency/egress-proxy' },
      values: [],
    });
  });

  it('of OCI Generative AI, which is called in a region that no term binds prompts to, and whose policy alone names the key', () => {
    expect(answers('oci-generative-ai')).toEqual({
      stacks: ['oci-generative-ai chicago'],
      domains: [],
      processing: { scope: 'anywhere', words: 'OCI Generative AI, wherever Oracle chooses', judgedBy: 'residency/egress-proxy' },
      values: [],
    });
  });
});
