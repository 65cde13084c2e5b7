import { expect, it } from 'vitest';
import { modelPaths } from '../../constructs/model-paths.js';
import { engineFeatures, holds, publishedVersions } from '../../facts/engine-features.js';

it('load balancers let through what every published version asks its API key for, and nothing else', () => {
  const guarded = engineFeatures().find(({ name }) => name === 'API key')?.paths ?? [];
  expect(publishedVersions().filter((version) => !holds('API key', version))).toEqual([]);
  expect(modelPaths.filter((path) => !guarded.some((start) => path.startsWith(`${start}/`)))).toEqual([]);
  expect(guarded.some((start) => '/invocations'.startsWith(start))).toBe(false);
});
