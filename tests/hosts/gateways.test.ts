import { describe, expect, it } from 'vitest';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { gatewayOf } from '../../hosts/gateways.js';
import { entity } from '../../topology/views.js';
import { type Edit, topologyWith } from '../support/topologies.js';

/** How the gateway of a workload calls a host of a topology, with documentation values in place of deploy-time ones. */
function called(workload: string, id: string, file = 'topology.yaml', ...edits: Edit[]) {
  const { topology } = topologyWith(edits, file);
  const host = entity(topology.hosts, id);
  const call = { topology, outputs: rehearsalOutputs(topology), workload, id, host };
  const facet = gatewayOf(host);
  return { targets: facet.targets(call), filter: facet.filter(call), search: facet.search(call) };
}

const role = (workload: string) => `arn:aws:iam::111122223333:role/llama-platform-acme-${workload}`;
const sts = (region: string) => `https://sts.${region}.amazonaws.com`;

describe('a workload whose role exists already', () => {
  it('is called for as that role, and through the proxy that exists', () => {
    const [fleet] = called('chat', 'fleet', 'examples/landing-zone.yaml').targets;
    expect(fleet?.server).toMatchObject({ credential: { role: 'arn:aws:iam::111122223333:role/platform/llama-chat' } });
    const [foundry] = called('drafts', 'dev-foundry', 'examples/landing-zone.yaml').targets;
    expect(foundry?.server).toMatchObject({
      credential: {
        role: 'arn:aws:iam::111122223333:role/workloads/llama/llama-platform-nordic-drafts',
        through: { kind: 'proxy', proxy: 'https://entra.nordic.internal:3128' },
      },
    });
  });
});

describe('a fleet on AWS', () => {
  it('is called by its name, checked against its authority, with its own API key', () => {
    const { targets, ...rest } = called('eu-production', 'eu-fleet');
    expect(rest).toEqual({ filter: 'none', search: 'none' });
    expect(targets).toMatchObject([
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: 'llama.eu.acme.internal', port: 443, name: 'llama.eu.acme.internal', trust: { by: 'private', authority: 'in-house' } },
          path: '/v1/chat/completions',
          credential: {
            kind: 'aws-secret',
            role: role('eu-production'),
            region: 'eu-north-1',
            stsEndpoint: sts('eu-north-1'),
            secretsEndpoint: 'https://secretsmanager.eu-north-1.amazonaws.com',
            secret: 'arn:aws:secretsmanager:eu-north-1:111122223333:secret:rehearsal-eu-fleet-AbCdEf',
          },
          headers: {},
        },
        body: { model: 'llama70', priority: 'understood' },
        contextTokens: 32_768,
        answerTokens: 32_767,
        price: 'by capacity',
      },
    ]);
  });

  it('takes no priority where it serves workloads of one sort alone, and may show a public certificate', () => {
    const [target] = called('claims', 'ohio-fleet', 'examples/us-maverick.yaml').targets;
    expect(target).toMatchObject({ body: { priority: 'refused' }, server: { endpoint: { trust: { by: 'public' } } } });
  });

  const moving = (percent: number): Edit => ['cutover: 2026-12-14', `cutover: 2026-12-14, trafficPercent: ${percent}`];

  it.each([
    [0, ['present 100']],
    [25, ['present 75', 'next 25 x-llama-model=llama31']],
    [100, ['next 100 x-llama-model=llama31']],
  ])('in transition sends %s %% to the next model by its header, and nothing by a date', (percent, expected) => {
    const { targets } = called('tickets', 'desk-fleet', 'examples/transition.yaml', ...(percent === 0 ? [] : [moving(percent)]));
    const headers = ({ server }: (typeof targets)[number]) =>
      Object.entries(server.protocol === 'openai' ? server.headers : {}).map(([name, value]) => `${name}=${value}`);
    expect(targets.map((target) => [target.version, target.percent, ...headers(target)].join(' '))).toEqual(expected);
  });
});

describe('a fleet on Google', () => {
  it('is called with the API key that an identity of the workload reads there', () => {
    expect(called('claims', 'eu-gce', 'examples/eu-gce.yaml').targets).toMatchObject([
      {
        server: {
          endpoint: { name: 'llama.gpu.acme.internal', trust: { by: 'private', authority: 'in-house' } },
          credential: {
            kind: 'google-secret',
            proof: 'web-identity',
            serviceAccount: 'llama-eu-gce-claims@acme-llama-gpu.iam.gserviceaccount.com',
            secret: 'projects/acme-llama-gpu/secrets/eu-gce-eu-gce-api-key/versions/latest',
          },
        },
        price: 'by capacity',
      },
    ]);
  });
});

describe('Bedrock', () => {
  it('is called by the translator, with the profile and the role of the workload', () => {
    expect(called('variable', 'us-bedrock').targets).toMatchObject([
      {
        server: {
          protocol: 'converse',
          deployment: {
            workload: 'variable',
            host: 'us-bedrock',
            region: 'us-east-2',
            endpoint: 'https://bedrock-runtime.us-east-2.amazonaws.com',
            modelId: 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/us-bedrock-variable',
            role: role('variable'),
            stsEndpoint: sts('us-east-2'),
            guardrail: { id: 'gr1abc2def3g', version: '1', guarding: 'selective' },
          },
        },
        // facts/prices.yaml, bedrock-page: Llama 3.3 70B.
        price: { input: 0.72, output: 0.72 },
      },
    ]);
  });

  it('asks STS where the gateway is, and Bedrock where the host is', () => {
    const [target] = called('global-assist', 'us-bedrock').targets;
    expect(target?.server).toMatchObject({ deployment: { region: 'us-east-2', stsEndpoint: sts('eu-north-1') } });
  });

  it('calls an imported model by its ARN, whose price nobody knows beforehand', () => {
    expect(called('claims', 'eu-import', 'examples/eu-import.yaml').targets).toMatchObject([
      { server: { deployment: { modelId: 'arn:aws:bedrock:eu-central-1:444455556666:imported-model/rehearsal' } }, price: 'unknown' },
    ]);
  });
});

describe('a Vertex AI endpoint', () => {
  const moving: Edit = ['    endpoint: private-psc\n', '    endpoint: private-psc\n    next: {trafficPercent: 30}\n'];

  it('is called at its address inside the network, by its name and its pinned certificate', () => {
    const { targets, filter, search } = called('grounded', 'grounding');
    expect(targets).toMatchObject([
      {
        server: {
          endpoint: { address: '10.80.0.11', name: '1000000000-europe-west4-123456789012.prediction.p.vertexai.goog', trust: { by: 'pinned' } },
          path: '/v1beta1/projects/acme-llama-grounded/locations/europe-west4/endpoints/1000000000/chat/completions',
          credential: { kind: 'google', serviceAccount: 'llama-acme-grounded@acme-llama-grounded.iam.gserviceaccount.com' },
        },
        body: { model: '', priority: 'refused' },
      },
    ]);
    expect(filter).toMatchObject({ kind: 'model-armor', endpoint: { name: 'modelarmor.europe-west4.rep.googleapis.com', trust: { by: 'public' } } });
    expect(search).toMatchObject({ endpoint: { name: 'eu-discoveryengine.googleapis.com', trust: { by: 'public' } } });
  });

  it('sends the next deployment its part, at the address of its own slot', () => {
    const { targets } = called('grounded', 'grounding', 'topology.yaml', moving);
    expect(targets).toMatchObject([
      { version: 'present', percent: 70, server: { endpoint: { address: '10.80.0.11' } } },
      { version: 'next', percent: 30, server: { endpoint: { address: '10.80.0.12' }, path: expect.stringContaining('/endpoints/2000000000/') } },
    ]);
  });
});

describe('Foundry', () => {
  it('is called by the name that the link resolves, with a token that a function fetches', () => {
    expect(called('development', 'dev-foundry').targets).toMatchObject([
      {
        server: {
          endpoint: { name: 'acme-dev-foundry-00000000.services.ai.azure.com', trust: { by: 'public' } },
          path: '/openai/v1/chat/completions',
          credential: {
            kind: 'entra',
            audience: 'api://AzureADTokenExchange',
            through: {
              kind: 'function',
              arn: 'arn:aws:lambda:eu-north-1:111122223333:function:llama-token-broker-acme',
              lambdaEndpoint: 'https://lambda.eu-north-1.amazonaws.com',
            },
          },
        },
        body: { model: 'llama70' },
      },
    ]);
  });

  it('takes a proxy of the organisation instead, of the network of the gateway', () => {
    const proxy: Edit = ['zones:\n  eu: [EU27]', 'existing:\n  egressProxies: {eu: "https://proxy.acme.example:3128"}\n\nzones:\n  eu: [EU27]'];
    const [target] = called('development', 'dev-foundry', 'topology.yaml', proxy).targets;
    expect(target?.server).toMatchObject({ credential: { through: { kind: 'proxy', proxy: 'https://proxy.acme.example:3128' } } });
  });
});

describe('Databricks', () => {
  const of = (workload: string, id: string) => called(workload, id, 'examples/lakehouse.yaml').targets;

  it('is called at its workspace, with a token that the workspace itself exchanges for one of AWS', () => {
    expect(of('claims', 'maverick')).toMatchObject([
      {
        server: {
          endpoint: { address: 'lake.cloud.databricks.com', port: 443, name: 'lake.cloud.databricks.com', trust: { by: 'public' } },
          path: '/serving-endpoints/chat/completions',
          credential: {
            kind: 'databricks',
            role: 'arn:aws:iam::333344445555:role/llama-platform-lake-claims',
            audience: '00000000-0000-0000-0000-000000000000',
            tokenEndpoint: 'https://lake.cloud.databricks.com/oidc/v1/token',
          },
        },
        body: { model: 'lake-maverick', priority: 'refused' },
        price: 'by capacity',
      },
    ]);
  });

  it('answers by the token at the endpoint that every workspace has', () => {
    expect(of('drafts', 'by-token')).toMatchObject([{ body: { model: 'databricks-meta-llama-3-3-70b-instruct' }, price: { input: 0.5, output: 1.5 } }]);
  });
});

describe('managed models on Vertex AI', () => {
  it('are called at the endpoint of their region', () => {
    const { workloads, hosts } = topologyWith([], 'examples/us-maas.yaml').topology;
    const [[workload, { route }] = ['', { route: [''] }]] = Object.entries(workloads);
    const [id = ''] = route;
    expect(hosts[id]?.kind).toBe('vertex-maas');
    expect(called(workload, id, 'examples/us-maas.yaml').targets).toMatchObject([
      {
        server: {
          endpoint: { name: 'us-east5-aiplatform.googleapis.com' },
          path: expect.stringMatching(/^\/v1\/projects\/[a-z-]+\/locations\/us-east5\/endpoints\/openapi\/chat\/completions$/),
        },
      },
    ]);
  });
});

describe('fields', () => {
  it.each([
    [
      'eu-production',
      'eu-fleet',
      [
        'frequency_penalty',
        'logprobs',
        'max_completion_tokens',
        'max_tokens',
        'messages',
        'n',
        'presence_penalty',
        'response_format',
        'seed',
        'stop',
        'stream',
        'stream_options',
        'temperature',
        'tool_choice',
        'tools',
        'top_logprobs',
        'top_p',
      ],
    ],
    [
      'variable',
      'us-bedrock',
      ['max_completion_tokens', 'max_tokens', 'messages', 'stop', 'stream', 'stream_options', 'temperature', 'tool_choice', 'tools', 'top_p'],
    ],
    [
      'development',
      'dev-foundry',
      [
        'frequency_penalty',
        'max_completion_tokens',
        'max_tokens',
        'messages',
        'presence_penalty',
        'seed',
        'stop',
        'stream',
        'stream_options',
        'temperature',
        'top_p',
      ],
    ],
  ])('of %s at %s are those of the facts, and no other', (workload, host, names) => {
    expect(Object.keys(called(workload, host).targets[0]?.fields ?? {}).sort()).toEqual(names);
  });
});
