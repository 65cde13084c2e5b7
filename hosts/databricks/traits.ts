import type { HostTraits } from '../shared/host-traits.js';
import { otherTraits } from '../shared/other-traits.js';
import type { DatabricksHost } from './schema.js';

/** Not provisioned: a topology that names one is refused. */
export const traits: HostTraits<DatabricksHost> = {
  ...otherTraits<DatabricksHost>('databricks'),
  processing: (_, { region }) => ({ scope: 'regions', regions: [region] }),
};
