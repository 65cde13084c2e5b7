import { rule as asDerived } from '../network/as-derived.js';
import { rule as cidrOverlap } from '../network/cidr-overlap.js';
import { rule as egressProxy } from '../network/egress-proxy.js';
import { rule as endpointPolicy } from '../network/endpoint-policy.js';
import { rule as gatewayFront } from '../network/gateway-front.js';
import { rule as ingestEgress } from '../network/ingest-egress.js';
import { rule as noEgress } from '../network/no-egress.js';
import { rule as perimeter } from '../network/perimeter.js';
import { rule as privateOnly } from '../network/private-only.js';
import { rule as reachable } from '../network/reachable.js';
import { rule as storagePrefixList } from '../network/storage-prefix-list.js';
import type { Rule } from '../rule.js';

/** Rules of family network, in the order of their ids. */
export const network: readonly Rule[] = [
  asDerived,
  cidrOverlap,
  egressProxy,
  endpointPolicy,
  gatewayFront,
  ingestEgress,
  noEgress,
  perimeter,
  privateOnly,
  reachable,
  storagePrefixList,
];
