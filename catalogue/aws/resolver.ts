import { copiesBy, free, grantsNothing, sentTo, settings, specification, tagList, takesNoConnections } from '../answers.js';
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
} satisfies Rows;
