import { describe, expect, it } from 'vitest';
import { countriesOfLocation, countryOf, expandJurisdictions, regionsOf } from '../../facts/regions.js';

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
