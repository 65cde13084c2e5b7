import { describe, expect, it } from 'vitest';
import { publishedVersions } from '../../facts/engine-features.js';
import { checkedReleases } from '../../facts/observers.js';
import { releaseEnds } from '../../facts/software.js';

describe('ends of software', () => {
  it('are those that makers name and those of an age limit', () => {
    expect(releaseEnds('ubuntu-hpc', '22.04.2026082801', '2026-08-28')).toMatchObject([
      { by: 'makers', on: '2027-06-30' },
      { by: 'age', released: '2026-08-28', days: 365 },
    ]);
    expect(releaseEnds('envoy', '1.40.2')).toMatchObject([{ by: 'makers', on: '2027-10-15' }]);
  });

  it('take a line for its own versions alone', () => {
    expect(releaseEnds('envoy', '1.4.0')).toEqual([]);
    expect(releaseEnds('cos', '1250')).toEqual([]);
  });

  it('are known of every engine and monitor that is accepted', () => {
    const known = (software: 'vllm' | 'otelcol' | 'dcgm-exporter', versions: readonly string[]) =>
      versions.filter((version) => releaseEnds(software, version).length === 0).map((version) => `${software} ${version}`);
    expect([
      ...known('vllm', publishedVersions()),
      ...known('otelcol', checkedReleases('otelcol')),
      ...known('dcgm-exporter', checkedReleases('dcgm-exporter')),
    ]).toEqual([]);
  });
});
