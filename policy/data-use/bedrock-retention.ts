import { approvalOf } from '../../derived/approval-of.js';
import { arnDestinations, processingRegions } from '../../derived/regions.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { guardrailHosts } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/bedrock-retention',
  severity: 'fatal',
  title: 'Bedrock data retention is `none` in every region that may process a prompt.',
  why: 'Retention is set per account and region, and unset means the default of each model. A cross-Region profile keeps prompts where it processes them, so a destination region that was forgotten keeps what the source region does not.',
  fix: 'Set bedrock.retention to none on the account that owns its settings; for an account owned elsewhere, record an approval of kind bedrock-retention that names it.',
  source: 'Amazon Bedrock API reference, PutAccountDataRetention; Service Authorization Reference, bedrock:DataRetentionMode',

  *topology({ topology, asOf }) {
    for (const alias of new Set(declaredPlaces(topology).map((place) => place.alias))) {
      const { owns, bedrock } = entity(topology.accounts.aws, alias);
      const path = pathOf('accounts', 'aws', alias, 'bedrock', 'retention');
      if (bedrock.retention !== 'none') yield { path, message: `Data retention of ${alias} is ${bedrock.retention}. Allowed: none.` };
      if (owns) continue;
      const { inForce, lapsed } = approvalOf(topology, 'bedrock-retention', pathOf('accounts', 'aws', alias), asOf);
      if (inForce === undefined && lapsed === undefined) {
        yield { path, message: `This topology does not own ${alias}, so it does not set retention there, and no approval says that it is none.` };
      } else if (lapsed !== undefined) {
        yield { path: pathOf('approvals', lapsed, 'expires'), message: `The approval of retention in ${alias} is not in force on ${asOf}.` };
      }
    }
  },

  *aws(stacks, { topology }) {
    const places = new Map([...declaredPlaces(topology), ...emittedPlaces(topology, stacks)].map((place) => [`${place.alias} ${place.region}`, place]));
    for (const [, { alias, region, host }] of sortedEntries(Object.fromEntries(places))) {
      const account = entity(topology.accounts.aws, alias);
      if (!account.owns) continue;
      const settings = stacks
        .filter((stack) => stack.account === account.id && stack.region === region)
        .flatMap((stack) => stack.resources.filter((resource) => resource.type === 'Custom::BedrockAccountSettings'));
      const path = pathOf('accounts', 'aws', alias, 'bedrock', 'retention');
      if (settings.length === 0)
        yield { path, message: `Nothing sets data retention in ${region} of ${alias}, where ${host} may process prompts. Needed: none.` };
      for (const resource of settings) {
        const mode = renderedText(resource.properties['Retention']);
        // What the topology says has been judged by its line.
        if (mode !== 'none' && mode !== account.bedrock.retention)
          yield { path, resource, message: `Data retention in ${region} of ${alias} is set to ${mode}. Allowed: none.` };
      }
    }
    for (const stack of stacks) {
      const declared = Object.values(topology.accounts.aws).find((account) => account.id === stack.account)?.bedrock.retention;
      for (const resource of stack.resources) yield* loosePermissions(resource, declared ?? 'none');
    }
  },
};

interface Place {
  readonly alias: string;
  readonly region: string;
  /** Host, or profile, that may process there. */
  readonly host: string;
}

function declaredPlaces(topology: Topology): Place[] {
  return guardrailHosts(topology).flatMap(([id, host]) =>
    [...new Set([host.region, ...processingRegions(topology, host)])].map((region) => ({ alias: host.account, region, host: id })),
  );
}

/** What the emitted profiles reach, should they have been changed by hand. */
function emittedPlaces(topology: Topology, stacks: readonly SynthesizedStack[]): Place[] {
  return stacks.flatMap((stack) => {
    const alias = sortedEntries(topology.accounts.aws).find(([, account]) => account.id === stack.account)?.[0];
    if (alias === undefined) return [];
    return stack.resources
      .filter((resource) => resource.type === 'AWS::Bedrock::ApplicationInferenceProfile')
      .flatMap((resource) =>
        (arnDestinations(renderedText(dig(resource.properties, 'ModelSource', 'CopyFrom'))) ?? []).map((region) => ({ alias, region, host: resource.id })),
      );
  });
}

const action = 'bedrock:PutAccountDataRetention';

/** Permissions to set retention must not reach any other mode: the function that uses them is code, and code changes. */
function* loosePermissions(resource: Resource, declared: string): Iterable<Violation> {
  if (!resource.type.startsWith('AWS::IAM::')) return;
  const documents = [resource.properties['PolicyDocument'], ...blocks(resource.properties['Policies']).map((policy) => policy['PolicyDocument'])];
  for (const statement of documents.flatMap((document) => blocks(record(document)['Statement']))) {
    if (statement['Effect'] !== 'Allow' || !allows(statement)) continue;
    const modes = dig(statement, 'Condition', 'StringEquals', 'bedrock:DataRetentionMode');
    if ((Array.isArray(modes) ? modes : [modes]).every((mode) => mode === 'none' || mode === declared)) continue;
    yield {
      path: resource.origin,
      resource,
      message: `${resource.id} may set data retention to ${modes === undefined ? 'any mode' : renderedText(modes)}. Allowed: only with StringEquals bedrock:DataRetentionMode none.`,
      fix: 'Set bedrock.retention to none, from which the condition is made, or restore the condition.',
    };
  }
}

function allows(statement: Record<string, unknown>): boolean {
  const { Action: actions, NotAction: others } = statement;
  const matches = (patterns: unknown) => (Array.isArray(patterns) ? patterns : [patterns]).some((pattern) => glob(String(pattern)).test(action));
  return others === undefined ? matches(actions) : !matches(others);
}

function glob(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  );
}
