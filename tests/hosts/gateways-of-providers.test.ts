import { describe, expect, it } from 'vitest';
import { type Edit, topologyWith } from '../support/topologies.js';
import { called } from './called.js';

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

describe('watsonx.ai', () => {
  it('is called through the proxy of the zone, by its own names of model and space, and at a path of its own for streams', () => {
    expect(called('drafts', 'ibm', 'examples/any-zone.yaml').targets).toMatchObject([
      {
        server: {
          endpoint: {
            address: 'us-south.ml.cloud.ibm.com',
            port: 443,
            name: 'us-south.ml.cloud.ibm.com',
            trust: { by: 'public' },
            through: { name: 'prompts.afar.internal', port: 3128, trust: { by: 'private', authority: 'in-house' } },
          },
          path: '/ml/v1/text/chat?version=2024-10-08',
          streamPath: '/ml/v1/text/chat_stream?version=2024-10-08',
          credential: {
            kind: 'ibm',
            role: 'arn:aws:iam::333344445555:role/llama-platform-afar-drafts',
            secret: 'arn:aws:secretsmanager:us-east-2:333344445555:secret:afar/ibm-AbCdEf',
            profile: 'afar-ibm-for-drafts',
            tokenEndpoint: 'https://iam.cloud.ibm.com/identity/token',
            through: { proxy: 'https://prompts.afar.internal:3128', authority: '/etc/gateway/trust/in-house.pem' },
          },
        },
        body: {
          model: 'meta-llama/llama-3-3-70b-instruct',
          priority: 'refused',
          names: { field: 'model_id', with: { space_id: '00000000-0000-4000-8000-000000000007' }, without: ['stream', 'stream_options'] },
        },
        price: { input: 0.71, output: 0.71 },
      },
    ]);
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
