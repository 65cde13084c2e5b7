import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
  CfnResolverQueryLoggingConfig,
  CfnResolverQueryLoggingConfigAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

export interface DnsAllowListProps {
  /** Name of the configuration of its log, one in the account and region, at most 64 characters. */
  readonly logName: string;
  /** Id of the VPC whose questions are answered. */
  readonly vpcId: string;
  /** Names, or `*.` and a name for everything below it. */
  readonly domains: readonly string[];
  /** Where every question is written down, with what became of it. */
  readonly logGroup: ILogGroup;
}

/**
 * The only names that a VPC can resolve. The names that these lead on to (content networks answer with CNAMEs of their provider)
 * are trusted, which the firewall otherwise checks against the list one by one. It is closed while it fails, as it is unless told.
 */
export class DnsAllowList extends Construct {
  constructor(scope: Construct, id: string, props: DnsAllowListProps) {
    super(scope, id);
    const allowed = new CfnFirewallDomainList(this, 'Allowed', { domains: [...props.domains] });
    const everything = new CfnFirewallDomainList(this, 'Everything', { domains: ['*'] });
    const rules = new CfnFirewallRuleGroup(this, 'Rules', {
      firewallRules: [
        { priority: 100, action: 'ALLOW', firewallDomainListId: allowed.attrId, firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' },
        { priority: 200, action: 'BLOCK', blockResponse: 'NXDOMAIN', firewallDomainListId: everything.attrId },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, 'Association', { vpcId: props.vpcId, firewallRuleGroupId: rules.attrId, priority: 101 });
    const questions = new CfnResolverQueryLoggingConfig(this, 'Questions', {
      name: props.logName,
      destinationArn: props.logGroup.logGroupArn,
    });
    new CfnResolverQueryLoggingConfigAssociation(this, 'QuestionsAssociation', { resolverQueryLogConfigId: questions.attrId, resourceId: props.vpcId });
  }
}
