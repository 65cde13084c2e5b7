import type { Construct } from 'constructs';
import { KeyPolicy } from '../../../constructs/oci/identity/key-policy.js';
import { OciProvider } from '../../../constructs/oci/provider/oci-provider.js';
import { physicalName } from '../../../derived/names.js';
import { nameLimit } from '../../../facts/limits.js';
import { providerPin } from '../../../facts/providers.js';
import type { StackContext } from '../../../stacks/context.js';
import { BlueprintTerraformStack } from '../../../stacks/terraform-stack.js';
import { pathOf } from '../../../topology/path.js';
import { entity } from '../../../topology/views.js';
import { statementOf } from '../policy.js';
import type { OciGenerativeAiHost } from '../schema.js';

/** What the key of a host may do. The key itself is made by hand, so that neither of its secrets is in a state. */
export class GenerativeAiStack extends BlueprintTerraformStack {
  constructor(scope: Construct, context: StackContext, id: string, host: OciGenerativeAiHost) {
    super(scope, context, { cloud: 'oci', account: host.account, name: ['oci-generative-ai', id], origin: pathOf('hosts', id) });
    const { topology } = context;
    const { compartment, homeRegion } = entity(topology.accounts.oci, host.account);
    new OciProvider(this, 'Provider', { version: providerPin('oci').version, region: homeRegion });
    new KeyPolicy(this, 'Key', {
      compartment,
      name: physicalName(nameLimit('ociPolicy'), topology.name, id),
      description: `Gateways that call ${id} show this key`,
      statement: statementOf(topology, host),
    });
  }
}
