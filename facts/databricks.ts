/** Geos of Databricks: where a prompt may be processed. Source: others.yaml. */
import { type Row, table } from './read.js';
import { countryOf, expandJurisdictions } from './regions.js';

export type DatabricksGeo = Row<'others', 'geos'>;

/** The Geo that a region of workspaces is in; undefined for a region that facts do not know. */
export function geoOf(region: string): DatabricksGeo | undefined {
  const country = countryOf('databricks', region);
  return country === undefined ? undefined : table('others', 'geos').find((geo) => countriesOfGeo(geo).includes(country));
}

/** Every country (alpha-2) that a Geo spans, sorted. */
export function countriesOfGeo({ countries }: DatabricksGeo): readonly string[] {
  const found = expandJurisdictions(countries);
  return found === 'ANY' ? [] : [...found].sort();
}
