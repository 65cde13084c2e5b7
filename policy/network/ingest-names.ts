import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { huggingFaceDomains } from '../../facts/huggingface.js';
import type { Violation } from '../rule.js';

type Problem = Pick<Violation, 'message' | 'resource'>;

/** Single names of AWS services in the region, which endpoints answer. A wildcard would hold everybody's. */
const service = /^[a-z0-9-]+(\.s3)?\.[a-z]{2}(-[a-z]+)+-\d\.(amazonaws\.(com|eu)|\$\{AWS::URLSuffix\})\.?$/;

/** Names that the network of the job can resolve and should not. */
export function* ingestNamesProblems(stack: SynthesizedStack): Iterable<Problem> {
  const ofType = (type: string) => stack.resources.filter((resource) => resource.type === `AWS::${type}`);
  for (const vpc of ofType('EC2::VPC')) {
    const association = ofType('Route53Resolver::FirewallRuleGroupAssociation').find(
      ({ properties }) => properties['VpcId'] !== undefined && refersTo(properties['VpcId'], vpc),
    );
    const group = ofType('Route53Resolver::FirewallRuleGroup').find((one) => refersTo(association?.properties['FirewallRuleGroupId'], one));
    if (group === undefined) {
      yield { resource: vpc, message: `${vpc.id} resolves every name. Allowed: the names that a download needs, by a DNS Firewall rule group.` };
      continue;
    }
    const rules = blocks(group.properties['FirewallRules']).sort((a, b) => Number(a['Priority']) - Number(b['Priority']));
    const last = rules.at(-1);
    const lists = ofType('Route53Resolver::FirewallDomainList');
    const domainsOf = (rule: Readonly<Record<string, unknown>> | undefined) => {
      const list = lists.find((one) => refersTo(rule?.['FirewallDomainListId'], one))?.properties['Domains'];
      return Array.isArray(list) ? list.map(renderedText) : undefined;
    };
    if (last?.['Action'] !== 'BLOCK' || domainsOf(last)?.includes('*') !== true) {
      yield { resource: group, message: `The last rule of ${group.id} does not block every other name. Allowed: BLOCK of *.` };
    }
    for (const rule of rules.filter(({ Action }) => Action !== 'BLOCK')) {
      const strange = domainsOf(rule)?.filter((domain) => !isNeeded(domain));
      if (strange === undefined) yield { resource: group, message: `A rule of ${group.id} lets names through that are not listed in its stack.` };
      else if (strange.length > 0) {
        yield {
          resource: group,
          message: `${group.id} lets ${strange.join(', ')} through. Allowed: the hosts of facts/huggingface.yaml and single endpoints of AWS.`,
        };
      }
    }
  }
}

function isNeeded(domain: string): boolean {
  return huggingFaceDomains().includes(domain) || service.test(domain);
}

function refersTo(value: unknown, { id }: Resource): boolean {
  return new RegExp(`^\\$\\{${id}(\\.\\w+)?\\}$`).test(renderedText(value ?? ''));
}
