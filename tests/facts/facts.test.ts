import { describe, expect, it } from 'vitest';
import { azureOffer, azureProcessing, azureRetired, azureSku } from '../../facts/azure.js';
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
import { maasOffer, searchLocation, vertexOffer } from '../../facts/google.js';
import { release, releases } from '../../facts/models.js';
import { otherOffers } from '../../facts/others.js';
import { providerPin } from '../../facts/providers.js';
import { table } from '../../facts/read.js';
import { countriesOfLocation, countryOf, expandJurisdictions, regionsOf } from '../../facts/regions.js';
import { nodeImageParameter, servingLayout, telemetryOff } from '../../facts/serving.js';
import { requiredTags, tagLimits, tagPattern } from '../../facts/tags.js';
import { admissionControl, deniedVersion } from '../../facts/versions.js';

describe('regions', () => {
  it('stand where they stand, not where their prefix says', () => {
    const eu = expandJurisdictions(['EU27']);
    expect(eu).toBeInstanceOf(Set);
    expect(countryOf('aws', 'eu-west-2')).toBe('GB');
    expect(countryOf('aws', 'eu-central-2')).toBe('CH');
    expect(eu !== 'ANY' && (eu.has('GB') || eu.has('CH') || eu.has('NO'))).toBe(false);
    expect(countryOf('aws', 'eusc-de-east-1')).toBe('DE');
    expect(countryOf('google', 'europe-west2')).toBe('GB');
    expect(countryOf('azure', 'northeurope')).toBe('IE');
    expect(countryOf('aws', 'eu-nowhere-1')).toBeUndefined();
  });

  it('are one row each', () => {
    for (const cloud of ['aws', 'google', 'azure'] as const) expect(new Set(regionsOf(cloud)).size).toBe(regionsOf(cloud).length);
  });

  it('expand groups and codes', () => {
    expect([...expandJurisdictions(['EU27'])]).toHaveLength(27);
    expect([...expandJurisdictions(['EEA', 'CH'])]).toHaveLength(31);
    expect(expandJurisdictions(['DE', 'ANY'])).toBe('ANY');
    expect(() => expandJurisdictions(['EU'])).toThrow(/EU27/);
    expect(() => expandJurisdictions(['UK'])).toThrow(/GB/);
    expect(() => expandJurisdictions(['Europe'])).toThrow(/neither a country code/);
  });

  it('resolve for locations that span regions', () => {
    expect(countriesOfLocation('google', 'eu')).toHaveLength(27);
    expect(countriesOfLocation('google', 'europe', 'kms')).toHaveLength(27);
    expect(countriesOfLocation('google', 'us')).toEqual(['US']);
    expect(countriesOfLocation('google', 'global')).toBe('ANY');
    expect(countriesOfLocation('google', 'europe-west4')).toEqual(['NL']);
    expect(countriesOfLocation('aws', 'eu')).toBeUndefined();
  });
});

describe('models', () => {
  it('have weights of their parameters and a licence', () => {
    const licences = new Set(table('licences', 'licences').map((row) => row.version));
    for (const id of releases()) {
      const row = release(id);
      expect(row?.precisions.bf16?.weightGB).toBeCloseTo((row?.paramsB ?? 0) * 2, 1);
      // Embeddings and output head stay in 16 bits: at least a byte more for each of their parameters.
      if (row?.precisions.fp8 !== undefined) expect(row.precisions.fp8.weightGB).toBeGreaterThan(row.paramsB * 1.004);
      expect(licences.has(row?.licence ?? '')).toBe(true);
    }
  });

  it('have the shape the throughput tables were measured with', () => {
    for (const row of table('throughput', 'arch')) {
      for (const id of row.releases) {
        const model = release(id);
        expect(model?.layers).toBe(row.layers);
        expect(2 * (model?.layers ?? 0) * (model?.kvHeads ?? 0) * (model?.headDim ?? 0)).toBe(2 * row.layers * row.kvHeads * row.headDim);
      }
    }
  });
});

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
    expect(azureOffer({ release: 'llama-3.3-70b-instruct', region: 'swedencentral' })?.modelId).toBe('Llama-3.3-70B-Instruct');
    expect(azureOffer({ release: 'llama-3.3-70b-instruct', region: 'westindia' })).toBeUndefined();
    expect(azureOffer({ release: 'llama-4-scout-17b-16e-instruct' })?.offer).toBe('partner');
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
      status: 'unknown',
      confidence: 'unconfirmed',
    });
    expect(otherOffers('databricks', 'llama-4-maverick-17b-128e-instruct', 'provisioned')[0]?.modelId).toBe('system.ai.llama-4-maverick');
  });
});

describe('serving', () => {
  it('fills a node and fits in its memory', () => {
    const memory = { H100: 80, H200: 141 };
    for (const row of table('serving', 'layouts')) {
      expect(row.tensorParallel * row.replicasPerNode).toBe(row.nodeGpus);
      const weights = release(row.release)?.precisions[row.precision]?.weightGB ?? Number.POSITIVE_INFINITY;
      expect(weights / row.tensorParallel).toBeLessThan(memory[row.gpu] * 0.9);
    }
    expect(servingLayout('llama-3.3-70b-instruct', 'fp8', 'H100')).toMatchObject({ tensorParallel: 2, replicasPerNode: 4 });
    expect(servingLayout('llama-3.1-405b-instruct', 'bf16', 'H100')).toBeUndefined();
  });

  it('refuses versions known to be bad', () => {
    expect(['1.82.7', '1.82.8', '1.107.0', 'v1.82.3-stable.patch.2', '1.83.7'].map((v) => deniedVersion('litellm', v) !== undefined)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(deniedVersion('litellm', '1.108.13')).toBeUndefined();
    expect(deniedVersion('vllm', '0.21.0')?.reason).toMatch(/CVE-2026-48746/);
    expect(deniedVersion('vllm', '0.29.0')).toBeUndefined();
    expect(admissionControl().minimumVersion).toBe('0.29.0');
  });

  it('turns telemetry off with the one value that works', () => {
    expect(Object.keys(telemetryOff())).toHaveLength(5);
    expect(new Set(Object.values(telemetryOff()))).toEqual(new Set(['1']));
    expect(nodeImageParameter('al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs')).toContain('/amazon-linux-2023/gpu/');
  });
});

describe('the rest', () => {
  it('keeps all 194 price rows, and says which are not to be used', () => {
    const count = (['tokens', 'gpus', 'guardrails'] as const).reduce((n, list) => n + table('prices', list).length, 0);
    expect(count).toBe(194);
    const odd = table('prices', 'tokens').filter((row) => row.input === 0 || row.output === 0);
    expect(odd.filter((row) => row.flag !== 'zero')).toEqual([]);
    for (const list of ['tokens', 'gpus', 'crossChecks'] as const) {
      const unplaced = table('prices', list).filter((row: { region?: string; scope?: string }) => (row.region === undefined) === (row.scope === undefined));
      expect(unplaced).toEqual([]);
    }
  });

  it('holds 353 throughput points, 28 items of acceptable use and 6 licences', () => {
    expect([table('benchmarks', 'points'), table('acceptable-use', 'items'), table('licences', 'licences')].map(({ length }) => length)).toEqual([353, 28, 6]);
  });

  it('requires tags that every cloud accepts', () => {
    expect(requiredTags()).toContain('workload');
    for (const key of requiredTags()) expect(key).toMatch(tagPattern('key'));
    for (const cloud of ['aws', 'google', 'azure'] as const) {
      expect(tagLimits('canonical').maxTags).toBeLessThanOrEqual(tagLimits(cloud).maxTags);
      expect(tagLimits('canonical').maxKey).toBeLessThanOrEqual(tagLimits(cloud).maxKey);
    }
  });

  it('raises the Google provider above its binding, and no other', () => {
    expect(providerPin('google')).toMatchObject({
      version: '7.43.0',
      boundTo: '6.50.0',
    });
    for (const provider of ['azurerm', 'databricks'] as const) expect(providerPin(provider).version).toBe(providerPin(provider).boundTo);
  });
});
