import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/pinned-date.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const found = (...edits: Edit[]) => judge([rule], topologyWith(edits), asOf, {});
const real: Edit = ['example: true', 'example: false'];

describe(rule.id, () => {
  it('lets an example pin its date', () => {
    expect(found()).toEqual([]);
  });

  it('warns when a real topology does, at its line', () => {
    expect(found(real)).toMatchObject([{ path: 'asOf', severity: 'warning', line: 9 }]);
  });

  it('accepts a real topology without a date', () => {
    expect(found(real, ['asOf: 2026-11-24\n', ''])).toEqual([]);
  });
});
