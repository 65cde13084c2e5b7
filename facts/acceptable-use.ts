/** What the Llama acceptable use policies forbid, and the safeguards that can hold it up. Source: acceptable-use.yaml. */
import { type Row, table } from './read.js';

/** How an item can be held up; several stand as a sum, such as `filter+attestation`. */
export type Enforcement = 'filter' | 'process' | 'partial' | 'topic' | 'config' | 'attestation' | 'gate';

/** One thing that the policy forbids, and the filters of each provider that look for it. */
export type UseItem = Row<'acceptable-use', 'items'>;

/** A filter of Microsoft Foundry under its name in Terraform. */
export type AzureFilter = Row<'acceptable-use', 'azureFilters'>;

/** Items of the policy that comes with a licence version, such as `3.3`. */
export function useItems(licence: string): UseItem[] {
  return table('acceptable-use', 'items').filter(({ since }) => Number(since) <= Number(licence));
}

/** Whether an item is to be held up in a way, alone or besides others. */
export function enforcedBy({ enforceable }: UseItem, way: Enforcement): boolean {
  return enforceable.split('+').includes(way);
}

/** An item in a few words: `1.a.ii (child exploitation)`. */
export function useItemLabel({ id, name }: UseItem): string {
  return `${id} (${name.split(/ \(|;/)[0]})`;
}

/** An item for those who are bound by it, without what is noted for those who hold it up. */
export function useItemName({ name }: UseItem): string {
  return name.replace(/ \(3\.2\+.*|;.*/, '');
}

/** Filters of Microsoft Foundry. */
export function azureFilters(): readonly AzureFilter[] {
  return table('acceptable-use', 'azureFilters');
}
