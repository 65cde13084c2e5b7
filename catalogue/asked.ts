import type { ExposureCheck } from './exposure-check.js';
import type { CopySetting, Effect, GrantForm, Holds, Protection, TransportCheck } from './row.js';
import { rowOf } from './rows.js';
import { unemittedOf } from './unemitted.js';

// One question each, answered by the row of a type or, without one, by what is known of it all the same.

/** What must keep a resource from a mistaken delete; undefined for one that a new deployment makes again as it was. */
export function protectionsOf(type: string): readonly Protection[] | undefined {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).keep;
  return row.data.kind === 'none' || row.data.keep.length === 0 ? undefined : row.data.keep;
}

/** What a deletion does that nothing keeps; undefined for what holds no data. */
export function deletionOf(type: string): Holds['deleted'] | undefined {
  const data = rowOf(type)?.data;
  return data?.kind === 'holds' ? data.deleted : undefined;
}

/** Whether something stops serving, or capacity is given up, without it. */
export function servesAlone(type: string): boolean {
  const row = rowOf(type);
  return row === undefined ? unemittedOf(type).serves === true : row.data.kind === 'serves';
}

export function exposureCheckOf(type: string): ExposureCheck | undefined {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).admits;
  return row.exposure.kind === 'admits' ? row.exposure.check : undefined;
}

/** What a type is, if its being there connects a network with the internet. */
export function wayOutOf(type: string): string | undefined {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).leadsOut;
  return row.exposure.kind === 'leads-out' ? row.exposure.by : undefined;
}

export function transportCheckOf(type: string): TransportCheck | undefined {
  const transport = rowOf(type)?.transport;
  return transport === undefined || transport.kind === 'none' || transport.kind === 'settings' ? undefined : transport;
}

export function copySettingsOf(type: string): readonly CopySetting[] {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).copies ?? [];
  return row.copies.kind === 'settings-that-copy' ? row.copies.settings : [];
}

/** The argument that says where a type keeps logs, documents or backups. */
export function placeFieldOf(type: string): string | undefined {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).place;
  return row.data.kind === 'holds' && 'field' in row.data.place ? row.data.place.field : undefined;
}

export function grantFormOf(type: string): GrantForm | undefined {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).grants;
  return row.principals.kind === 'grants' ? row.principals.form : undefined;
}

/** Why a new one instead of a change is how the type works; undefined where it is not. */
export function revisionOf(type: string): string | undefined {
  const row = rowOf(type);
  if (row === undefined) return unemittedOf(type).revision;
  return row.replacement.kind === 'revision' ? row.replacement.why : undefined;
}

/** What a change of a property does although CloudFormation's specification says otherwise; undefined where that says all. */
export function specificationException(type: string, property: string): Effect | undefined {
  const replacement = rowOf(type)?.replacement;
  return replacement?.kind === 'specification' ? replacement.except?.[property] : undefined;
}

/** Whether data or grants pass a type: it holds data, is reached, copies, or says who may do what. A type without a row may do all of it. */
export function passesData(type: string): boolean {
  const row = rowOf(type);
  if (row === undefined) return true;
  return row.data.kind === 'holds' || row.exposure.kind !== 'none' || row.copies.kind === 'settings-that-copy' || row.principals.kind !== 'none';
}
