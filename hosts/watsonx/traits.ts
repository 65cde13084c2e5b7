import { type HostTraits, inItsRegion } from '../shared/host-traits.js';
import { otherTraits } from '../shared/other-traits.js';
import type { WatsonxHost } from './schema.js';

/** Not provisioned: a topology that names one is refused. */
export const traits: HostTraits<WatsonxHost, 'none'> = {
  ...otherTraits<WatsonxHost>('watsonx'),
  processing: inItsRegion,
};
