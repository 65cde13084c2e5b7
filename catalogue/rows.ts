import { bedrock as awsBedrock } from './aws/bedrock.js';
import { ec2 as awsEc2 } from './aws/ec2.js';
import { ecr as awsEcr } from './aws/ecr.js';
import { ecs as awsEcs } from './aws/ecs.js';
import { elb as awsElb } from './aws/elb.js';
import { governance as awsGovernance } from './aws/governance.js';
import { iam as awsIam } from './aws/iam.js';
import { jobs as awsJobs } from './aws/jobs.js';
import { keysAndSecrets as awsKeysAndSecrets } from './aws/keys-and-secrets.js';
import { messaging as awsMessaging } from './aws/messaging.js';
import { monitoring as awsMonitoring } from './aws/monitoring.js';
import { names as awsNames } from './aws/names.js';
import { resolver as awsResolver } from './aws/resolver.js';
import { s3 as awsS3 } from './aws/s3.js';
import { scaling as awsScaling } from './aws/scaling.js';
import { cognitive as azureCognitive } from './azure/cognitive.js';
import { costManagement as azureCostManagement } from './azure/cost-management.js';
import { fleet as azureFleet } from './azure/fleet.js';
import { governance as azureGovernance } from './azure/governance.js';
import { identity as azureIdentity } from './azure/identity.js';
import { keyVault as azureKeyVault } from './azure/key-vault.js';
import { monitor as azureMonitor } from './azure/monitor.js';
import { network as azureNetwork } from './azure/network.js';
import { storage as azureStorage } from './azure/storage.js';
import { workers as cloudflareWorkers } from './cloudflare/workers.js';
import { account as databricksAccount } from './databricks/account.js';
import { serving as databricksServing } from './databricks/serving.js';
import { fleet as googleFleet } from './google/fleet.js';
import { governance as googleGovernance } from './google/governance.js';
import { iam as googleIam } from './google/iam.js';
import { keysAndSecrets as googleKeysAndSecrets } from './google/keys-and-secrets.js';
import { loadBalancing as googleLoadBalancing } from './google/load-balancing.js';
import { network as googleNetwork } from './google/network.js';
import { observability as googleObservability } from './google/observability.js';
import { search as googleSearch } from './google/search.js';
import { storage as googleStorage } from './google/storage.js';
import { vertex as googleVertex } from './google/vertex.js';
import { identity as ociIdentity } from './oci/identity.js';
import type { Row, Rows } from './row.js';
import { terraform } from './terraform.js';
import { runtime as watsonxRuntime } from './watsonx/runtime.js';

/** One table for each service. */
export const tables: readonly Rows[] = [
  awsBedrock,
  awsEc2,
  awsEcr,
  awsEcs,
  awsElb,
  awsGovernance,
  awsIam,
  awsJobs,
  awsKeysAndSecrets,
  awsMessaging,
  awsMonitoring,
  awsNames,
  awsResolver,
  awsS3,
  awsScaling,
  azureCognitive,
  azureCostManagement,
  azureFleet,
  azureGovernance,
  azureIdentity,
  azureKeyVault,
  azureMonitor,
  azureNetwork,
  azureStorage,
  cloudflareWorkers,
  databricksAccount,
  databricksServing,
  googleFleet,
  googleGovernance,
  googleIam,
  googleKeysAndSecrets,
  googleLoadBalancing,
  googleNetwork,
  googleObservability,
  googleSearch,
  googleStorage,
  googleVertex,
  ociIdentity,
  watsonxRuntime,
  terraform,
];

const rows: ReadonlyMap<string, Row> = new Map(tables.flatMap((table) => Object.entries(table)));

/** What is known of a type; undefined for one without a description, which is a finding of `state/unreviewed-type`. */
export function rowOf(type: string): Row | undefined {
  return rows.get(type);
}
