import { ArnPrincipal, type IRole, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface GatewayRoleProps {
  /** Name that stacks of other lifecycles find it by. */
  readonly roleName: string;
  /** What the role is for; shown in the IAM console. */
  readonly description: string;
  /** ARN of the role of the zone's tasks, the only one that may take this one. It has to exist first. */
  readonly takenBy: string;
  /**
   * Audiences of web identity tokens the role may mint for other clouds.
   * @default - none: the role stays inside AWS
   */
  readonly tokenAudiences?: readonly string[];
  /**
   * ARN of the function that exchanges such tokens for those of Microsoft Entra.
   * @default - none
   */
  readonly tokenBroker?: string | undefined;
  /**
   * Keys of providers that it reads, by host.
   * @default - none
   */
  readonly providerKeys?: readonly ProviderKeySecret[];
}

/** A secret of Secrets Manager that a key of a provider was put into by hand. */
export interface ProviderKeySecret {
  /** ARN of the secret. */
  readonly secret: string;
  /** ARN of the key that encrypts it. */
  readonly key: string;
}

/** The gateway's identity for one workload: the principal that Bedrock, Google and Azure trust. It starts with no rights. */
export class GatewayRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: GatewayRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', { roleName: props.roleName, description: props.description, assumedBy: new ArnPrincipal(props.takenBy) });
    grantTokens(this, this.role, props);
    grantProviderKeys(this, this.role, props.providerKeys ?? []);
  }
}

/** Lets a role mint tokens for other clouds and exchange them; nothing where it has no audience. */
export function grantTokens(
  scope: Construct,
  role: IRole,
  { tokenAudiences = [], tokenBroker }: Pick<GatewayRoleProps, 'tokenAudiences' | 'tokenBroker'>,
): void {
  if (tokenAudiences.length === 0) return;
  const broker =
    tokenBroker === undefined ? [] : [new PolicyStatement({ sid: 'AskTheTokenBroker', actions: ['lambda:InvokeFunction'], resources: [tokenBroker] })];
  new Policy(scope, 'WebIdentity', { roles: [role], statements: [mintTokens(tokenAudiences), ...broker] });
}

/** Lets a role read keys of providers; nothing where there are none. */
export function grantProviderKeys(scope: Construct, role: IRole, keys: readonly ProviderKeySecret[]): void {
  if (keys.length === 0) return;
  const sorted = (arns: readonly string[]) => [...new Set(arns)].sort();
  new Policy(scope, 'ProviderKeys', {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: 'ReadKeysOfProviders', actions: ['secretsmanager:GetSecretValue'], resources: sorted(keys.map(({ secret }) => secret)) }),
      new PolicyStatement({ sid: 'DecryptKeysOfProviders', actions: ['kms:Decrypt'], resources: sorted(keys.map(({ key }) => key)) }),
    ],
  });
}

function mintTokens(audiences: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'MintTokensForOtherClouds',
    actions: ['sts:GetWebIdentityToken'],
    resources: ['*'],
    conditions: {
      'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': [...audiences].sort() },
      // A request without any audience would satisfy "for all values".
      Null: { 'sts:IdentityTokenAudience': 'false' },
      NumericLessThanEquals: { 'sts:DurationSeconds': '900' },
    },
  });
}
