import { foundryNames } from '../../derived/azure-places.js';
import { any } from '../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../evidence/expected/resources.js';
import { filterDifferences } from '../../evidence/guardrails/guardrail-differences.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { hostnameOf, named } from '../shared/answering-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { noServers, samePrograms } from '../shared/no-servers-judge.js';
import { recorded } from '../shared/recorded-judge.js';
import { azureSafeguard } from './judge/safeguard.js';
import { deployedModel } from './model.js';
import type { AzureFoundryHost } from './schema.js';

export const judge: HostJudge<AzureFoundryHost> = {
  safeguard: (topology, { id }, stacks) => azureSafeguard(topology, id, stacks),
  filtered: ({ topology, host }, filters) => filterDifferences(topology, host.model, filters),
  servers: noServers,
  emitted: deploymentProblems,
  oversteps: () => [],
  speaks: 'foundry',
  // Of the three names of an account, the one that the private endpoint's zone resolves for Foundry.
  answering: ({ outputs, id }) => hostnameOf(outputs.hosts?.[id]?.endpoint).map((name) => named(`${name.split('.')[0]}.services.ai.azure.com`)),
  screening: () => [],
  grounding: () => [],
  recorded: ({ topology, id, host, found }) => [
    ...recorded('endpoint', found.endpoint, ...accountDomains.map((domain) => `https://${foundryNames(topology, id).account}.${domain}/`)),
    ...recorded('deployment', found.deployment, host.model),
  ],
  shares: 'none',
  machines: 'none',
  weights: 'none',
  programs: samePrograms,
};

/** Names of an account, by what answers there. */
const accountDomains = ['cognitiveservices.azure.com', 'services.ai.azure.com', 'openai.azure.com'];

/** One account with one deployment. Its model is compared by lifecycle/offered, its sku by residency/azure-sku. */
function* deploymentProblems({ topology, host, stacks }: JudgedHost<AzureFoundryHost>): Iterable<Problem> {
  for (const type of ['azurerm_cognitive_account', 'azurerm_cognitive_deployment']) yield* countDiffers(stacks, type, 1);
  for (const deployment of ofType(stacks, 'azurerm_cognitive_deployment')) {
    yield* fieldsDiffer(deployment, {
      name: host.model,
      model: { format: deployedModel(topology, host).format, name: any, version: any },
      sku: { name: any, capacity: host.capacity },
      version_upgrade_option: 'NoAutoUpgrade',
    });
  }
  for (const account of ofType(stacks, 'azurerm_cognitive_account'))
    yield* fieldsDiffer(account, { kind: 'AIServices', sku_name: 'S0', location: host.region });
  for (const project of ofType(stacks, 'azurerm_cognitive_account_project')) yield* fieldsDiffer(project, { location: host.region });
}
