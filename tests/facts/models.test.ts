import { describe, expect, it } from 'vitest';
import { release, releases } from '../../facts/models.js';
import { table } from '../../facts/read.js';

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
