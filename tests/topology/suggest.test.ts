import { describe, expect, it } from 'vitest';
import { nearest } from '../../topology/suggest.js';

describe('nearest', () => {
  it.each([
    ['us-bedrok', 'us-bedrock'],
    ['us-berdock', 'us-bedrock'],
    ['US-Bedrock', 'us-bedrock'],
    ['grounding ', 'grounding'],
  ])('finds %s', (typo, name) => {
    expect(nearest(typo, ['eu-fleet', 'us-bedrock', 'grounding'])).toBe(name);
  });

  it('suggests nothing for a name that is no typo of any', () => {
    expect(nearest('frankfurt', ['eu-fleet', 'us-bedrock'])).toBeUndefined();
    expect(nearest('x', ['y'])).toBe('y');
  });
});
