import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

/** Values that conditions compare with, wherever a policy document stands, as `operator key`: value. */
function compared(value: unknown): (readonly [where: string, value: unknown])[] {
  if (Array.isArray(value)) return value.flatMap(compared);
  if (typeof value !== 'object' || value === null) return [];
  const { Effect, Condition } = value as { Effect?: unknown; Condition?: Record<string, Record<string, unknown>> };
  if (Effect === undefined || Condition === undefined) return Object.values(value).flatMap(compared);
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => [values].flat().map((one) => [`${operator} ${key}`, one] as const)),
  );
}

describe.each(topologies)('conditions of policies of %s', (_, file) => {
  const all = compared((evidenceOf(topologyWith([], file)).aws ?? []).flatMap(({ resources }) => resources.map(({ properties }) => properties)));

  // IAM takes a bare number or boolean too; other readers of policies, emulators among them, call the document malformed.
  // The one of buckets is the CDK's own (`minimumTLSVersion`).
  it('are written as text', () => {
    const ours = all.filter(([where]) => where !== 'NumericLessThan s3:TlsVersion');
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter(([, value]) => typeof value === 'number' || typeof value === 'boolean')).toEqual([]);
  });
});
