import { describe, expect, it } from 'vitest';
import type { Edit } from '../support/topologies.js';
import { called, role, sts } from './called.js';

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

  it('in transition is called as one on AWS is: the next model by its header, as often as its share says', () => {
    const both = called('claims', 'claims-gce', 'examples/transition-google.yaml').targets;
    expect(both.map(({ version, percent, server, body }) => [version, percent, body.model, server.protocol === 'openai' && server.headers])).toEqual([
      ['present', 90, 'llama31', {}],
      ['next', 10, 'llama33', { 'x-llama-model': 'llama33' }],
    ]);
  });
});

describe('a fleet on Azure', () => {
  it('is called with the API key that an identity of the workload reads in its vault', () => {
    const [target] = called('claims', 'us-nd', 'examples/azure-nodes.yaml').targets;
    expect(target).toMatchObject({
      server: {
        endpoint: { name: 'llama.gpu.acme.internal', trust: { by: 'private', authority: 'in-house' } },
        credential: {
          kind: 'azure-secret',
          audience: 'api://AzureADTokenExchange',
          tenant: '00000000-0000-4000-8000-00000000000b',
          scope: 'https://vault.azure.net/.default',
          through: { kind: 'function', arn: 'arn:aws:lambda:us-east-1:555566667777:function:llama-token-broker-us-nd' },
          secret: expect.stringMatching(/^https:\/\/us-nd-key-us-nd-[0-9a-f]+\.vault\.azure\.net\/secrets\/api-key$/),
        },
      },
      price: 'by capacity',
    });
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
