import type { Construct } from 'constructs';
import { ModelWorker } from '../../../constructs/cloudflare/workers/model-worker.js';
import { workerName } from '../../../derived/workers-places.js';
import { workersCompatibilityDate } from '../../../facts/others.js';
import { bundleWorker } from '../../../runtime/worker-bundle.js';
import { CloudflareStack } from '../../../stacks/cloudflare/cloudflare-stack.js';
import type { StackContext } from '../../../stacks/context.js';
import { pathOf } from '../../../topology/path.js';
import { calledModel } from '../model.js';
import type { WorkersAiHost } from '../schema.js';

/** The Worker through which a zone's gateway asks one model of Workers AI. */
export class WorkersAiStack extends CloudflareStack {
  constructor(scope: Construct, context: StackContext, id: string, host: WorkersAiHost) {
    super(scope, context, { account: host.account, name: ['cloudflare-workers-ai', id], origin: pathOf('hosts', id) });
    const name = workerName(context.topology, id);
    new ModelWorker(this, 'Worker', {
      accountId: this.accountId,
      name,
      program: bundleWorker('workers-ai'),
      compatibilityDate: workersCompatibilityDate(),
      model: calledModel(context.topology, host),
      secret: { store: host.secretsStore, name },
      address: { hostname: host.hostname, domainId: host.domainId },
    });
  }
}
