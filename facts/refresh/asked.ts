import { releases } from '../models.js';
import { table } from '../read.js';
import type { Asked } from './source.js';

/** What sources are asked about: whatever prices and offers have a row for. */
export function asked(): Asked {
  const regions = table('bedrock', 'offers').map(({ region }) => region);
  return {
    nodes: table('prices', 'gpus').flatMap(({ host, instance, region, term }) => (region === undefined ? [] : [{ host, instance, region, term }])),
    bedrockRegions: [...new Set(regions)].sort(),
    releases: releases(),
    machines: table('google', 'gce').map(({ machineType, vcpus, memoryGiB, gpus }) => ({ machineType, vcpus, memoryGiB, gpus })),
  };
}
