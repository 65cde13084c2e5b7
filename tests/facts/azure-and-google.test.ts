import { describe, expect, it } from 'vitest';
import { azureOffers, azureProcessing, azureRetired, azureSku } from '../../facts/azure.js';
import { maasOffer, searchLocation, vertexOffer } from '../../facts/google.js';
import { otherOffers } from '../../facts/others.js';
import { table } from '../../facts/read.js';

describe('azure', () => {
  it('processes Llama globally and under no other sku', () => {
    expect(azureSku('GlobalStandard')).toMatchObject({
      processing: 'global',
      llama: true,
    });
    expect(table('azure', 'skus').filter((row) => row.llama)).toHaveLength(1);
    expect(azureProcessing('GlobalStandard', 'swedencentral')).toBe('ANY');
    expect(azureProcessing('DataZoneStandard', 'swedencentral')).toHaveLength(27);
    expect(azureProcessing('DataZoneStandard', 'uksouth')).toBeUndefined();
    expect(azureProcessing('Standard', 'uksouth')).toEqual(['GB']);
  });

  it('offers current models and knows the retired', () => {
    expect(azureOffers('llama-3.3-70b-instruct')).toMatchObject([{ modelId: 'Llama-3.3-70B-Instruct', sku: 'GlobalStandard', offer: 'direct' }]);
    expect(azureOffers('llama-4-scout-17b-16e-instruct')).toMatchObject([{ offer: 'partner' }]);
    expect(azureOffers('llama-3.1-8b-instruct')).toEqual([]);
    expect(azureRetired('llama-3.1-405b-instruct')?.date).toBe('2026-06-13');
  });
});

describe('google', () => {
  it('deploys in the Netherlands, manages in Ohio only', () => {
    expect(vertexOffer({ release: 'llama-3.3-70b-instruct', region: 'europe-west4' })?.machineType).toBe('a3-highgpu-4g');
    expect(vertexOffer({ release: 'llama-4-maverick-17b-128e-instruct' })?.precision).toBe('fp8');
    expect(
      vertexOffer({
        release: 'llama-3.3-70b-instruct',
        region: 'europe-west3',
      }),
    ).toBeUndefined();
    expect(maasOffer('llama-4-scout-17b-16e-instruct')?.regions).toEqual(['us-east5']);
    expect(maasOffer('llama-3.3-70b-instruct')?.status).toBe('retired');
  });

  it('keeps Search data in eu and us, not in global', () => {
    expect(searchLocation('eu')).toMatchObject({
      apiHost: 'eu-discoveryengine.googleapis.com',
      kmsLocation: 'europe',
      resident: true,
    });
    expect(searchLocation('global')).toMatchObject({
      cmek: false,
      resident: false,
    });
    expect(searchLocation('europe-west4')).toBeUndefined();
  });
});

describe('other hosts', () => {
  it('are known with their doubts', () => {
    expect(otherOffers('watsonx', 'llama-3.3-70b-instruct')[0]).toMatchObject({
      status: 'offered',
      confidence: 'third-party',
    });
    expect(otherOffers('databricks', 'llama-4-maverick-17b-128e-instruct', 'provisioned')[0]?.modelId).toBe('system.ai.llama-4-maverick');
  });
});
