import { ociApi } from '../../facts/oci.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { modelIdOf } from './offer.js';
import type { OciGenerativeAiHost } from './schema.js';

/** What the key of a host may: one model, in one compartment, and nothing else. */
export function statementOf(topology: Topology, host: OciGenerativeAiHost): string {
  const { compartment } = entity(topology.accounts.oci, host.account);
  const { may, principal } = ociApi();
  const conditions = [`request.principal.type='${principal}'`, `request.principal.id='${host.keyId}'`, `target.model.id='${modelIdOf(topology, host)}'`];
  return `allow any-user to ${may} in compartment id ${compartment} where all {${conditions.join(', ')}}`;
}
