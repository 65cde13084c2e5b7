import { describe, expect, it } from 'vitest';
import { release } from '../../facts/models.js';
import { providerPin } from '../../facts/providers.js';
import { table } from '../../facts/read.js';
import { nodeImageParameter, servingLayout, telemetryOff } from '../../facts/serving.js';
import { requiredTags, tagLimits, tagPattern } from '../../facts/tags.js';
import { admissionControl, deniedVersion } from '../../facts/versions.js';

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
  it('keeps every price row that was researched, and says which are not to be used', () => {
    const count = (['tokens', 'gpus', 'guardrails'] as const).reduce((n, list) => n + table('prices', list).length, 0);
    expect(count).toBeGreaterThanOrEqual(194);
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
