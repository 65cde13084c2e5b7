import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition/index.js';
import { Construct } from 'constructs';

export interface CallerRoleProps {
  /** Name, unique in the tenant. */
  readonly name: string;
  /**
   * What it is for, as people read it.
   * @default - models of Foundry are asked with it
   */
  readonly description?: string;
  /** Resource id of the group in which it may be assigned. */
  readonly scopeId: string;
  /** What an answer takes, such as `Microsoft.CognitiveServices/accounts/MaaS/chat/completions/action`. */
  readonly dataActions: readonly string[];
}

/**
 * The least that an answer takes: data actions, none of the control plane. Built-in roles for inference may list the keys of the account
 * and use every API of it. https://learn.microsoft.com/azure/foundry/foundry-models/how-to/configure-entra-id
 */
export class CallerRole extends Construct {
  /** Resource id of the definition, for assignments. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: CallerRoleProps) {
    super(scope, id);
    const definition = new RoleDefinition(this, 'Definition', {
      name: props.name,
      description: props.description ?? 'Asks the models of a Foundry account.',
      scope: props.scopeId,
      assignableScopes: [props.scopeId],
      permissions: [{ dataActions: [...props.dataActions].sort() }],
    });
    this.id = definition.roleDefinitionResourceId;
  }
}
