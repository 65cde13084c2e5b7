import { describe, expect, it } from 'vitest';
import {
  bedrockModelId,
  bedrockOffer,
  bedrockOffers,
  bedrockRetired,
  importRegions,
  lacksInferenceProfileType,
  profileDestinations,
} from '../../facts/bedrock.js';
import { instanceOffered, instanceType, regionsOffering } from '../../facts/ec2.js';
import { table } from '../../facts/read.js';
import { countryOf, expandJurisdictions } from '../../facts/regions.js';

describe('bedrock', () => {
  const offers = table('bedrock', 'offers');

  it('serves Llama 3.3 70B in one region only in us-east-2', () => {
    expect(
      bedrockOffers('llama-3.3-70b-instruct')
        .filter((row) => row.mode === 'in-region')
        .map((row) => row.region),
    ).toEqual(['us-east-2']);
    expect(bedrockOffer({ release: 'llama-3.3-70b-instruct', region: 'us-east-1' })?.mode).toBe('geographic');
    expect(
      bedrockOffer({
        release: 'llama-3.3-70b-instruct',
        region: 'us-east-1',
        mode: 'in-region',
      }),
    ).toBeUndefined();
  });

  it('processes where its mode says', () => {
    for (const row of offers) {
      if (row.mode === 'in-region') expect([row.profileId, ...row.destinations]).toEqual([undefined, row.region]);
      else expect([row.profileId, row.destinations.includes(row.region)]).toEqual([`${row.geography}.${row.modelId}`, true]);
    }
    expect(profileDestinations('us.meta.llama4-scout-17b-instruct-v1:0', 'us-west-1')).toContain('us-west-1');
    expect(profileDestinations('eu.meta.llama4-scout-17b-instruct-v1:0', 'eu-central-1')).toBeUndefined();
  });

  it('offers no Llama in the EU', () => {
    const eu = expandJurisdictions(['EU27']);
    expect(offers.filter((row) => eu === 'ANY' || eu.has(countryOf('aws', row.region) ?? ''))).toEqual([]);
    expect(importRegions().map((row) => row.region)).toContain('eu-central-1');
  });

  it('has retired 405B, under a model id that is still known', () => {
    expect(bedrockRetired('llama-3.1-405b-instruct')).toMatchObject({
      status: 'eol',
      date: '2026-07-07',
    });
    expect(bedrockModelId('llama-3.1-405b-instruct')).toBe('meta.llama3-1-405b-instruct-v1:0');
    for (const row of offers) expect(bedrockRetired(row.release)).toBeUndefined();
  });

  it('lacks application inference profiles where CloudFormation does', () => {
    expect(lacksInferenceProfileType('us-west-1')).toBe(true);
    expect(lacksInferenceProfileType('us-east-2')).toBe(false);
  });
});

describe('ec2', () => {
  it('has H100 in Stockholm and London, not in Frankfurt', () => {
    expect(instanceOffered('p5.48xlarge', 'eu-central-1')).toBeUndefined();
    expect(instanceOffered('p5.48xlarge', 'eu-north-1')?.onDemandUsdPerHour).toBe(58.8928);
    expect(regionsOffering('p5.48xlarge')).toHaveLength(14);
    expect(regionsOffering('p5e.48xlarge')).toEqual(['us-east-2']);
    expect(instanceType('p5.48xlarge')).toMatchObject({
      gpu: 'H100',
      gpus: 8,
      gpuMemoryGB: 80,
    });
    expect(instanceType('p5en.48xlarge')?.gpu).toBe('H200');
  });
});
