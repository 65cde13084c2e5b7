import type { Asked, Fetch } from '../../../facts/refresh/source.js';

/**
 * Answers of the sources. None was read from the live services: they are made by the forms that these publish (named at each) with the prices that
 * facts/prices.yaml has from dated copies. What never ran against the real service is said in docs/facts.md.
 */
export const asked: Asked = {
  nodes: [
    { host: 'aws', instance: 'p5.48xlarge', region: 'eu-north-1', term: 'on-demand' },
    { host: 'aws', instance: 'p5.48xlarge', region: 'us-east-1', term: 'savings-plan-1y' },
    { host: 'aws', instance: 'p5.48xlarge', region: 'us-east-1', term: 'savings-plan-3y' },
    { host: 'azure', instance: 'Standard_ND96isr_H100_v5', region: 'eastus', term: 'on-demand' },
    { host: 'google', instance: 'a3-highgpu-8g', region: 'europe-west4', term: 'on-demand' },
    { host: 'google', instance: 'a3-highgpu-8g', region: 'europe-west4', term: 'cud-1y' },
  ],
  bedrockRegions: ['us-east-2'],
  releases: [
    'llama-3.1-70b-instruct',
    'llama-3.2-11b-vision-instruct',
    'llama-3.2-1b-instruct',
    'llama-3.3-70b-instruct',
    'llama-4-maverick-17b-128e-instruct',
  ],
  machines: [{ machineType: 'a3-highgpu-8g', vcpus: 208, memoryGiB: 1872, gpus: 8 }],
};

/** Answers by the beginning of an address; asks for others are a fault of the test. `asks` collects what was asked. */
export function answering(answers: Readonly<Record<string, unknown>>, asks: string[] = []): Fetch {
  return (url) => {
    asks.push(url);
    const [, body] = Object.entries(answers).find(([start]) => url.startsWith(start)) ?? [];
    if (body === undefined) return Promise.reject(new Error(`nobody answers ${url}`));
    if (body instanceof Response) return Promise.resolve(body);
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body)));
  };
}

/** Form: AWS Billing, "Reading the service price list file for an AWS service"; attributes as AmazonBedrock has them. */
export function bedrockOffer(rows: readonly (readonly [sku: string, attributes: object, usd: string, unit?: string])[]): object {
  return {
    formatVersion: 'v1.0',
    offerCode: 'AmazonBedrock',
    publicationDate: '2026-11-20T00:00:00Z',
    products: Object.fromEntries(
      rows.map(([sku, attributes]) => [sku, { sku, attributes: { feature: 'On-demand Inference', regionCode: 'us-east-2', ...attributes } }]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        rows.map(([sku, , usd, unit = '1K tokens']) => [
          sku,
          { [`${sku}.T`]: { effectiveDate: '2024-12-01T00:00:00Z', priceDimensions: { d: { unit, pricePerUnit: { USD: usd } } } } },
        ]),
      ),
    },
  };
}
export const bedrockAddress = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/current/us-east-2/index.json';

/** Form: the same page, CSV: five rows of metadata, then names. */
export const ec2Csv = [
  '"FormatVersion","v1.0"',
  '"Disclaimer","This pricing list is for informational purposes only."',
  '"Publication Date","2026-11-20T00:00:00Z"',
  '"Version","20261120000000"',
  '"OfferCode","AmazonEC2"',
  '"SKU","TermType","Unit","PricePerUnit","Currency","Instance Type","Tenancy","Operating System","CapacityStatus","Pre Installed S/W"',
  '"A1","OnDemand","Hrs","58.8928000000","USD","p5.48xlarge","Shared","Linux","Used","NA"',
  '"A2","OnDemand","Hrs","67.7248000000","USD","p5.48xlarge","Shared","Windows","Used","NA"',
  '"A3","OnDemand","Hrs","64.7821000000","USD","p5.48xlarge","Dedicated","Linux","Used","NA"',
  '"A4","OnDemand","Hrs","0.0000000000","USD","p5.48xlarge","Shared","Linux","AllocatedCapacityReservation","NA"',
  '"A5","OnDemand","Hrs","61.1000000000","USD","p5.48xlarge","Shared","Linux","Used","SQL Web"',
  '"A6","Reserved","Hrs","30.0000000000","USD","p5.48xlarge","Shared","Linux","Used","NA"',
  '"A7","OnDemand","Hrs","67.7267200000","USD","p5en.48xlarge","Shared","Linux","Used","NA"',
].join('\n');

/** Form: AWS Billing, "Reading the service price list file for a Savings Plan". */
const plan = (sku: string, purchaseOption: string) => ({
  sku,
  productFamily: 'ComputeSavingsPlans',
  serviceCode: 'ComputeSavingsPlans',
  attributes: { purchaseOption },
});
const rate = (usage: string, price: string, operation = 'RunInstances') => ({
  ...{ discountedSku: 'D', discountedUsageType: usage, discountedOperation: operation, discountedServiceCode: 'AmazonEC2' },
  ...{ rateCode: 'R', unit: 'Hrs', discountedRate: { price, currency: 'USD' } },
});
export const savingsPlans = {
  'https://pricing.us-east-1.amazonaws.com/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json': {
    regions: [{ regionCode: 'us-east-1', versionUrl: '/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20261120/us-east-1/index.json' }],
  },
  'https://pricing.us-east-1.amazonaws.com/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20261120/us-east-1/index.json': {
    publicationDate: '2026-11-20T00:00:00Z',
    products: [plan('none', 'No Upfront'), plan('all', 'All Upfront'), plan('none3', 'No Upfront')],
    terms: {
      savingsPlan: [
        {
          ...{ sku: 'none', leaseContractLength: { duration: 1, unit: 'year' } },
          rates: [rate('BoxUsage:p5.48xlarge', '44.5'), rate('DedicatedUsage:p5.48xlarge', '49'), rate('BoxUsage:p5.48xlarge', '60', 'RunInstances:0002')],
        },
        { sku: 'all', leaseContractLength: { duration: 1, unit: 'year' }, rates: [rate('BoxUsage:p5.48xlarge', '41')] },
        { sku: 'none3', leaseContractLength: { duration: 3, unit: 'year' }, rates: [rate('USE1-BoxUsage:p5.48xlarge', '33.25')] },
      ],
    },
  },
};

/** Form: Microsoft Learn, "Azure Retail Prices REST API overview"; Linux and Windows share a meter, as public readers of the API note. */
const item = (meterName: string, productName: string, retailPrice: number, effectiveStartDate = '2023-11-01T00:00:00Z') => ({
  ...{ currencyCode: 'USD', retailPrice, armRegionName: 'eastus', armSkuName: 'Standard_ND96isr_H100_v5', meterName, productName },
  ...{ unitOfMeasure: '1 Hour', type: 'Consumption', effectiveStartDate, serviceName: 'Virtual Machines', skuName: meterName },
});
const azure = 'https://prices.azure.com/api/retail/prices';
const linux = 'Virtual Machines NDsr H100 v5 Series';
export const azurePages = {
  [`${azure}?page=2`]: { Items: [item('ND96isrH100v5', linux, 98.32), item('ND96isrH100v5', linux, 120, '2023-01-01T00:00:00Z')], NextPageLink: null },
  [azure]: {
    Items: [item('ND96isrH100v5', `${linux} Windows`, 102.736), item('ND96isrH100v5 Spot', linux, 18.17), item('ND96isrH100v5 Low Priority', linux, 19.66)],
    NextPageLink: `${azure}?page=2`,
  },
};

/** Form: Cloud Billing, "Get publicly available Google Cloud pricing information". Rates are made up so that the sum can be checked by hand. */
const sku = (description: string, usageType: string, unit: string, units: string, nanos: number, regions = ['europe-west4']) => ({
  ...{ description, category: { usageType, resourceFamily: 'Compute' }, serviceRegions: regions },
  pricingInfo: [
    {
      effectiveTime: '2026-11-20T00:00:00Z',
      pricingExpression: { usageUnit: unit, tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units, nanos } }] },
    },
  ],
});
const catalog = 'https://cloudbilling.googleapis.com/v1/services/6F81-5844-456A/skus';
export const googlePages = {
  [`${catalog}?key=secret&pageSize=5000&pageToken=next`]: {
    skus: [
      sku('Nvidia H100 80GB GPU attached to A3 VMs running in Netherlands', 'OnDemand', 'h', '10', 0),
      sku('Nvidia H100 80GB Mega GPU running in Netherlands', 'OnDemand', 'h', '99', 0),
      sku('Spot Preemptible Nvidia H100 80GB GPU running in Netherlands', 'OnDemand', 'h', '3', 0),
      sku('Commitment v1: Nvidia H100 80GB GPU running in Netherlands for 1 Year', 'Commit1Yr', 'h', '7', 0),
    ],
  },
  [catalog]: {
    skus: [
      sku('A3 Instance Core running in Netherlands', 'OnDemand', 'h', '0', 30_000_000),
      sku('A3 Instance Ram running in Netherlands', 'OnDemand', 'GiBy.h', '0', 2_500_000),
      sku('A3 Instance Core running in Americas', 'OnDemand', 'h', '0', 20_000_000, ['us-central1']),
      sku('N2 Instance Core running in Netherlands', 'OnDemand', 'h', '0', 35_000_000),
    ],
    nextPageToken: 'next',
  },
};
