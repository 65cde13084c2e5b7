import type { FleetKey } from './schemas.js';
import { parity as selfHostedAws } from './self-hosted-aws/parity.js';
import { parity as selfHostedAzure } from './self-hosted-azure/parity.js';
import { parity as selfHostedGoogle } from './self-hosted-google/parity.js';
import type { FleetParity } from './shared/fleet-parity.js';

/** What the fleet of every cloud does, and why it does not do what another does. */
export const fleetParity = {
  'self-hosted-aws': selfHostedAws,
  'self-hosted-google': selfHostedGoogle,
  'self-hosted-azure': selfHostedAzure,
} as const satisfies { readonly [K in FleetKey]: FleetParity };
