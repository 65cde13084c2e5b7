import { type App, AzurermBackend, GcsBackend, LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Cloud } from '../clouds/cloud.js';
import { setOrigin } from '../constructs/origin.js';
import { stackName } from '../derived/names.js';
import { s3LockingVersion } from '../facts/providers.js';
import type { StackKind } from '../hosts/shared/stack-kinds.js';
import type { Backend } from '../topology/schema/backends.js';
import type { TerraformModule } from '../topology/schema/terraform.js';
import { sortedEntries } from '../topology/views.js';
import type { StackContext } from './context.js';
import { orderedPairs, type StackPlace } from './order.js';

export interface TerraformStackOptions {
  readonly cloud: Cloud;
  /** Account alias whose credentials deploy the stack and whose backend keeps its state. */
  readonly account: string;
  /** Kind of stack, such as `google-vertex`, then what tells it from others of its kind. */
  readonly name: readonly [StackKind, ...string[]];
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
}

/** A Terraform root module with its state in the account's declared backend, never in a local file. */
export abstract class BlueprintTerraformStack extends TerraformStack {
  /** Where the order of deployment finds it. */
  readonly place: StackPlace;

  constructor(scope: Construct, context: StackContext, options: TerraformStackOptions) {
    const [kind, ...parts] = options.name;
    const name = stackName(context.topology, options.account, kind, ...parts);
    super(scope, name);
    this.place = { kind, account: options.account, region: undefined, part: parts[0] };
    setOrigin(this, options.origin);
    this.keepStateIn(backendOf(context, options), name);
    this.adopt(context.topology.terraform[name]);
  }

  /** Blocks for what exists already or has a new address: nothing is added by hand beside what was judged. */
  private adopt(module: TerraformModule | undefined): void {
    const imports = sortedEntries(module?.imports ?? {}).map(([to, id]) => ({ to, id }));
    const moved = sortedEntries(module?.moved ?? {}).map(([from, to]) => ({ from, to }));
    if (imports.length > 0) this.addOverride('import', imports);
    if (moved.length > 0) this.addOverride('moved', moved);
  }

  private keepStateIn(backend: Backend | undefined, name: string): void {
    switch (backend?.kind) {
      case 'gcs':
        new GcsBackend(this, { bucket: backend.bucket, prefix: name, ...(backend.kmsKey && { kmsEncryptionKey: backend.kmsKey }) });
        return;
      case 'azurerm':
        new AzurermBackend(this, {
          resourceGroupName: backend.resourceGroup,
          storageAccountName: backend.storageAccount,
          containerName: backend.container,
          key: `${name}.tfstate`,
          useAzureadAuth: true,
        });
        return;
      case 's3': {
        const needed = `>= ${s3LockingVersion()}`;
        // The framework refuses the lock unless it is told that no older program applies this. One that does refuses the argument.
        this.node.setContext('targetVersions', { terraform: needed, opentofu: needed });
        new S3Backend(this, {
          bucket: backend.bucket,
          key: `${name}.tfstate`,
          region: backend.region,
          kmsKeyId: backend.kmsKey,
          encrypt: true,
          useLockfile: true,
        });
        return;
      }
      default:
        // Without any backend cdktf writes an absolute path, and output would depend on the checkout. `state/backend` refuses this one.
        new LocalBackend(this, { path: `${name}.tfstate` });
    }
  }
}

/** AWS stacks are CloudFormation's and keep no Terraform state. */
function backendOf({ topology }: StackContext, { cloud, account }: TerraformStackOptions): Backend | undefined {
  return cloud === 'aws' ? undefined : topology.backends[cloud][account];
}

/** Writes the order of deployment into the manifest of an application. Order only: names are shared, and no state is read. */
export function orderModules(app: App): void {
  for (const { first, after } of orderedPairs(app.node.children.filter((child) => child instanceof BlueprintTerraformStack))) after.addDependency(first);
}
