import { WorkersCustomDomain } from '@cdktf/provider-cloudflare/lib/workers-custom-domain/index.js';
import { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script/index.js';
import { WorkersScriptSubdomain } from '@cdktf/provider-cloudflare/lib/workers-script-subdomain/index.js';
import { Construct } from 'constructs';

export interface ModelWorkerProps {
  /** Id of the account. */
  readonly accountId: string;
  /** Name of the Worker, unique in the account. */
  readonly name: string;
  /** Its program, one module. */
  readonly program: string;
  /** Day whose behaviour of the runtime it has. */
  readonly compatibilityDate: string;
  /** The one model that it may ask, as Workers AI calls it. */
  readonly model: string;
  /** Where the secret of its callers is; its value is put there by hand. */
  readonly secret: { readonly store: string; readonly name: string };
  /** Where it answers, and the domain of the account that the name is in. */
  readonly address: { readonly hostname: string; readonly domainId: string };
}

/** A model of Workers AI behind a name of its own. Calls are logged nowhere, and the addresses that every Worker may have are off. */
export class ModelWorker extends Construct {
  constructor(scope: Construct, id: string, props: ModelWorkerProps) {
    super(scope, id);
    const { accountId, name: scriptName } = props;
    const script = new WorkersScript(this, 'Script', {
      accountId,
      scriptName,
      content: props.program,
      mainModule: 'worker.js',
      compatibilityDate: props.compatibilityDate,
      // In the order of their names, as the API gives them back.
      bindings: [
        { name: 'AI', type: 'ai' },
        { name: 'CALLER', type: 'secrets_store_secret', storeId: props.secret.store, secretName: props.secret.name },
        { name: 'MODEL', type: 'plain_text', text: props.model },
      ],
      observability: { enabled: false },
      logpush: false,
    });
    // Absent, both are as whoever uploaded the Worker first left them.
    const closed = new WorkersScriptSubdomain(this, 'SharedDomain', { accountId, scriptName: script.scriptName, enabled: false, previewsEnabled: false });
    const { hostname, domainId: zoneId } = props.address;
    new WorkersCustomDomain(this, 'Domain', { accountId, hostname, service: script.scriptName, zoneId, dependsOn: [closed] });
  }
}
