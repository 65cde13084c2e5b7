import type { BeforeDeployment, State } from '../planner/before-deployment.js';
import type { DeployerRights } from '../planner/deployer-rights.js';
import { align } from './align.js';

/** What must be there before the first deployment, in a few lines; the file has all of it. */
export function beforeDeploymentText({ bootstrap, state, rights, again, costAllocationTags: { keys, in: account } }: BeforeDeployment): string {
  return [
    'Before the first deployment (whole in cdk.out/before-deployment.json; quotas in cdk.out/quotas.json):',
    align([
      ...bootstrap.map(({ alias, command }) => ['  bootstrap', alias, command]),
      ...trust(bootstrap),
      ...state.map((one) => ['  state', `${one.cloud} ${one.alias}`, stateText(one)]),
      ...rights.map((one) => ['  rights', one.cloud === 'aws' ? one.alias : `${one.cloud} ${one.alias}`, rightsText(one)]),
      ...confirmation(rights),
      ...again.map(({ stack, after, why }) => ['  again', '', `deploy ${stack} after ${after.join(', ')}, "outputs import" and a synthesis: ${why}`]),
      ['  cost tags', account, `activate ${keys.join(', ')}`],
    ]),
  ].join('\n');
}

/** What makes a right that nobody looked up one that is known. */
function confirmation(rights: readonly DeployerRights[]): string[][] {
  const open = rights.some((one) => one.unconfirmed.length > 0 || ('roles' in one && one.roles.some(({ confirmed }) => !confirmed)));
  return open
    ? [['', '', 'unconfirmed: a first apply into a test account, by a deployer with these rights alone, confirms them or shows what is missing']]
    : [];
}

/** One set of credentials deploys to accounts that trust its own. */
function trust(bootstrap: BeforeDeployment['bootstrap']): string[][] {
  if (new Set(bootstrap.map(({ account }) => account)).size < 2) return [];
  return [['', '', 'where one account deploys to the others, there with --trust <its number> --cloudformation-execution-policies <ARN>']];
}

function stateText({ backend }: State): string {
  if (backend === 'none') return 'none is declared: backends (state/backend)';
  switch (backend.kind) {
    case 'gcs':
      return `bucket ${backend.bucket}`;
    case 's3':
      return `bucket ${backend.bucket} in ${backend.region}`;
    case 'azurerm':
      return `container ${backend.container} of ${backend.storageAccount}`;
  }
}

function rightsText(rights: DeployerRights): string {
  const unconfirmed = rights.unconfirmed.length === 0 ? '' : `; unconfirmed for ${rights.unconfirmed.join(', ')}`;
  if (rights.cloud === 'aws') {
    const services = new Set(rights.executionActions.map((action) => action.split(':')[0]));
    return `assume ${rights.assumes.join(', ')}; execution role: ${rights.executionActions.length} actions of ${services.size} ${services.size === 1 ? 'service' : 'services'}${unconfirmed}`;
  }
  const places = [...new Set(rights.roles.map(({ on }) => on))].map((on) => `${rights.roles.filter((role) => role.on === on).length} on ${on}`);
  const open = rights.roles.filter(({ confirmed }) => !confirmed).length;
  return `roles: ${places.join(', ')}; ${open} of them unconfirmed${unconfirmed}`;
}
