import type { OutsideTraits } from './host-traits.js';

/** What kinds answer alike that no private path leads to, and whose provider runs the servers. */
export const outsideTraits: Pick<
  OutsideTraits<unknown>,
  'operator' | 'network' | 'images' | 'nodes' | 'google' | 'azure' | 'aws' | 'limits' | 'quotas' | 'deployTimeValues'
> = {
  operator: 'provider',
  // They have no network here: the proxy of the zone resolves their names.
  network: { mayDiffer: 'unknown', domains: () => [], endpoints: {}, front: () => 'none' },
  images: () => [],
  nodes: () => 'none',
  google: () => 'none',
  azure: () => 'none',
  aws: () => 'none',
  limits: () => 'none',
  quotas: () => 'unlisted',
  deployTimeValues: () => [],
};
