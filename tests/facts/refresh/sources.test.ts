import { describe, expect, it } from 'vitest';
import { releaseOf } from '../../../facts/refresh/release-of.js';
import { awsBedrock } from '../../../facts/refresh/sources/aws-bedrock.js';
import { awsEc2 } from '../../../facts/refresh/sources/aws-ec2.js';
import { awsSavingsPlans } from '../../../facts/refresh/sources/aws-savings-plans.js';
import { azureRetail } from '../../../facts/refresh/sources/azure-retail.js';
import { googleCatalog } from '../../../facts/refresh/sources/google-catalog.js';
import { modelsDev } from '../../../facts/refresh/sources/models-dev.js';
import { answering, asked, azurePages, bedrockAddress, bedrockOffer, ec2Csv, googlePages, savingsPlans } from './answers.js';

const tokens = (model: string, inferenceType: string) => ({ model, inferenceType });

describe('names of models', () => {
  it.each([
    ['Llama 3.3 70B', 'llama-3.3-70b-instruct'],
    ['Llama 3.3 70B Instruct', 'llama-3.3-70b-instruct'],
    ['Llama 3.2 1B', 'llama-3.2-1b-instruct'],
    ['Llama 3.2 11B', 'llama-3.2-11b-vision-instruct'],
    ['Llama 4 Maverick 17B', 'llama-4-maverick-17b-128e-instruct'],
    ['Llama 3.1 70B Latency Optimized', undefined],
    ['Llama 3', undefined],
    ['Nova Pro', undefined],
  ])('%s', (name, release) => {
    expect(releaseOf(name, asked.releases)).toBe(release);
  });
});

describe('Amazon Bedrock', () => {
  it('has tokens on demand, in 10^6, and no other tier', async () => {
    const offer = bedrockOffer([
      ['i', tokens('Llama 3.3 70B', 'Input tokens'), '0.00072'],
      ['o', tokens('Llama 3.3 70B', 'Output tokens'), '0.72', '1M tokens'],
      ['p', tokens('Llama 3.3 70B', 'Input tokens priority'), '0.00126'],
      ['b', { ...tokens('Llama 3.3 70B', 'Input tokens'), feature: 'Batch Inference' }, '0.00036'],
      ['l', tokens('Llama 3.1 70B Latency Optimized', 'Input tokens'), '0.0009'],
      ['h', tokens('Llama 3.1 70B', 'Input tokens'), '0.00072'],
    ]);
    expect(await awsBedrock.quotes(answering({ [bedrockAddress]: offer }), asked, '')).toEqual([
      { list: 'tokens', host: 'bedrock', model: 'Llama 3.3 70B', release: 'llama-3.3-70b-instruct', region: 'us-east-2', input: 0.72, output: 0.72 },
    ]);
  });

  it.each([
    ['another form', { products: [] }, 'products'],
    ['no JSON', '<html>', 'answered with what is no JSON'],
    ['an error', new Response('', { status: 403 }), 'answered with status 403'],
  ])('that answers with %s is told by its address', async (_, body, message) => {
    const failed = awsBedrock.quotes(answering({ [bedrockAddress]: body }), asked, '');
    await expect(failed).rejects.toMatchObject({ name: 'SourceError', message: expect.stringContaining(message) });
  });
});

it('EC2 has Linux on shared hardware alone', async () => {
  const address = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/eu-north-1/index.csv';
  expect(await awsEc2.quotes(answering({ [address]: ec2Csv }), asked, '')).toEqual([
    { list: 'gpus', host: 'aws', instance: 'p5.48xlarge', region: 'eu-north-1', term: 'on-demand', usdPerHour: 58.8928 },
  ]);
  await expect(awsEc2.quotes(answering({ [address]: 'a,b\n' }), asked, '')).rejects.toThrow('has no column PricePerUnit');
});

it('savings plans have rates without upfront payment, by term', async () => {
  const rates = (await awsSavingsPlans.quotes(answering(savingsPlans), asked, '')).map((quote) =>
    quote.list === 'gpus' ? [quote.term, quote.usdPerHour] : [],
  );
  expect(rates).toEqual([
    ['savings-plan-1y', 44.5],
    ['savings-plan-3y', 33.25],
  ]);
});

describe('Azure', () => {
  it('has the Linux machine on the last page that took effect last', async () => {
    const asks: string[] = [];
    const [quote, ...more] = await azureRetail.quotes(answering(azurePages, asks), asked, '');
    expect(quote).toMatchObject({ host: 'azure', instance: 'Standard_ND96isr_H100_v5', usdPerHour: 98.32 });
    expect(more).toEqual([]);
    expect(decodeURIComponent(asks[0] ?? '')).toContain("armSkuName eq 'Standard_ND96isr_H100_v5' and armRegionName eq 'eastus'");
  });

  it('leads nowhere else', async () => {
    const away = { 'https://prices.azure.com/': { Items: [], NextPageLink: 'https://elsewhere.example/prices?x' } };
    await expect(azureRetail.quotes(answering(away), asked, '')).rejects.toThrow('its next page is at another address');
  });
});

describe('Google', () => {
  it('has the sum of the parts of a machine, and nothing where one lacks', async () => {
    // 208 × 0.03 + 1,872 × 0.0025 + 8 × 10. Committed CPUs and memory have no rate.
    expect(await googleCatalog.quotes(answering(googlePages), asked, 'secret')).toEqual([
      { list: 'gpus', host: 'google', instance: 'a3-highgpu-8g', region: 'europe-west4', term: 'on-demand', usdPerHour: 90.92 },
    ]);
  });

  it('never tells its key', async () => {
    const failed = googleCatalog.quotes(() => Promise.reject(new Error('no route')), asked, 'secret');
    await expect(failed).rejects.toMatchObject({ message: 'https://cloudbilling.googleapis.com/v1/services/6F81-5844-456A/skus: cannot be reached: no route' });
  });
});

it('models.dev has what hosts of facts offer, dated as it says', async () => {
  const model = (id: string, name: string, cost?: object) => ({ id, name, ...(cost && { cost }), last_updated: '2026-11-01' });
  const body = {
    'amazon-bedrock': {
      models: { a: model('meta.llama3-3-70b-instruct-v1:0', 'Llama 3.3 70B Instruct', { input: 0.72, output: 0.72 }), b: model('x', 'Llama 3.1 70B Instruct') },
    },
    anthropic: { models: { c: model('y', 'Llama 3.3 70B Instruct', { input: 1, output: 1 }) } },
  };
  expect(await modelsDev.quotes(answering({ 'https://models.dev/api.json': body }), asked, '')).toEqual([
    {
      list: 'tokens',
      host: 'bedrock',
      model: 'meta.llama3-3-70b-instruct-v1:0',
      release: 'llama-3.3-70b-instruct',
      input: 0.72,
      output: 0.72,
      asOf: '2026-11-01',
    },
  ]);
});
