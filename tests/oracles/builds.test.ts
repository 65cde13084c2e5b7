import { describe, expect, it } from 'vitest';
import { wantedBuilds } from './builds.js';

describe('what a verification builds', () => {
  it('is nothing unless it is named', () => expect(wantedBuilds({}, false)).toEqual([]));
  it('is what is named', () => expect(wantedBuilds({ VERIFY_BUILDS: 'collector,google' }, false)).toEqual(['google', 'collector']));
  it('is everything where nothing may be skipped', () => expect(wantedBuilds({}, true)).toEqual(['google', 'azurerm', 'azapi', 'collector', 'cosign']));
  it('is refused by what cannot be built', () => expect(() => wantedBuilds({ VERIFY_BUILDS: 'goggle' }, false)).toThrow('"goggle". Allowed: google,'));
});
