import {
  admits,
  free,
  grants,
  grantsNothing,
  insideNetwork,
  labels,
  none,
  only,
  schemaRead,
  schemaReadBut,
  serves,
  settings,
  takesNoConnections,
} from '../answers.js';
import type { Rows } from '../row.js';

export const network = {
  google_compute_address: {
    ...settings,
    tags: labels,
    exposure: none('its address_type is judged by network/no-egress'),
    principals: grantsNothing,
    replacement: schemaRead,
  },
  google_compute_firewall: { ...settings, tags: free, exposure: admits('firewall'), principals: grants('firewall'), replacement: schemaRead },
  google_compute_global_address: {
    ...settings,
    tags: labels,
    exposure: none('its address_type is judged by network/no-egress'),
    principals: grantsNothing,
    replacement: schemaRead,
  },
  // Its place at the edge and its pairing with a partner are given by others: a new one is paired again.
  google_compute_interconnect_attachment: {
    ...settings,
    data: serves('the way to the other side of a link'),
    tags: labels,
    exposure: none('leads to an Interconnect: network/as-derived judges which'),
    principals: grantsNothing,
    replacement: schemaRead,
  },
  google_compute_network: {
    ...settings,
    tags: free,
    exposure: none('its default route is a setting that network/no-egress judges'),
    principals: grantsNothing,
    replacement: schemaRead,
  },
  google_compute_router: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: schemaRead,
  },
  google_compute_router_interface: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_compute_router_peer: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_compute_subnetwork: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: schemaReadBut({ ip_cidr_range: only('in place if the new range holds the old one, otherwise replaced') }),
  },
  google_dns_managed_zone: { ...settings, tags: labels, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_dns_policy: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  // Queries are billed on the zone, which is labelled.
  google_dns_record_set: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_network_connectivity_regional_endpoint: { ...settings, tags: labels, exposure: insideNetwork, principals: grantsNothing, replacement: schemaRead },
} satisfies Rows;
