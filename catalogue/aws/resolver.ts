import { copiesBy, free, grantsNothing, insideNetwork, sentTo, settings, specification, tagList, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const resolver = {
  'AWS::Route53Resolver::FirewallDomainList': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::Route53Resolver::FirewallRuleGroup': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::Route53Resolver::ResolverEndpoint': { ...settings, tags: tagList, exposure: insideNetwork, principals: grantsNothing, replacement: specification },
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    copies: copiesBy(sentTo('DestinationArn', 'AWS::Logs::LogGroup')),
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation': {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  // Which name servers learn the names that are asked for is judged by network/as-derived.
  'AWS::Route53Resolver::ResolverRule': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::Route53Resolver::ResolverRuleAssociation': {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
} satisfies Rows;
