/** Until when what nodes and gateways run is kept up by its makers, or may be run here. Source: software.yaml. */
import { type Row, table } from './read.js';

export type Software = Row<'software', 'releases'>['software'];

/** An end of a release: named by its makers, or so many days after its release by a choice of this project. */
export type ReleaseEnd =
  | { readonly by: 'makers'; readonly on: string; readonly source: string }
  | { readonly by: 'age'; readonly released: string; readonly days: number; readonly source: string };

/** The ends of a release of some software; `released` where its name says the day itself. None where no fact says any. */
export function releaseEnds(software: Software, version: string, released?: string): readonly ReleaseEnd[] {
  const row = table('software', 'releases').find((one) => one.software === software && (version === one.version || version.startsWith(`${one.version}.`)));
  const limit = table('software', 'limits').find((one) => one.software === software);
  const day = released ?? row?.released;
  return [
    ...(row?.supportedUntil === undefined ? [] : [{ by: 'makers', on: row.supportedUntil, source: cited(row) } as const]),
    ...(day === undefined || limit === undefined ? [] : [{ by: 'age', released: day, days: limit.days, source: cited(limit) } as const]),
  ];
}

function cited({ source, asOf }: { readonly source: string; readonly asOf: string }): string {
  return `facts/software.yaml, ${source}, ${asOf}`;
}
