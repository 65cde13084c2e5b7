import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** One statement of an AWS policy with what is known of it as text. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Whether the statement names what it leaves out instead of what it covers: actions, resources, or either. */
  readonly notActions: boolean;
  readonly notResources: boolean;
  readonly inverted: boolean;
  /** Undefined in an identity policy, and where a statement names who is left out (`NotPrincipal`). */
  readonly principal: unknown;
  /** Operator, key and values of every condition. */
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly values: readonly string[] }[];
}

/** Statements of a policy document, whether it is an object or JSON text. */
export function statementsOf(document: unknown): PolicyStatement[] {
  return blocks(record(typeof document === 'string' ? JSON.parse(document) : document)['Statement']).map((statement) => ({
    sid: String(statement['Sid'] ?? ''),
    effect: String(statement['Effect']),
    actions: texts(statement['Action'] ?? statement['NotAction']),
    resources: texts(statement['Resource'] ?? statement['NotResource']),
    notActions: statement['NotAction'] !== undefined,
    notResources: statement['NotResource'] !== undefined,
    inverted: statement['NotAction'] !== undefined || statement['NotResource'] !== undefined,
    principal: statement['Principal'],
    conditions: Object.entries(record(statement['Condition'])).flatMap(([operator, keys]) =>
      Object.entries(record(keys)).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
  }));
}

/** Statements that a resource attaches to a role, user or group. */
export function identityStatements({ type, properties }: Resource): PolicyStatement[] {
  if (!type.startsWith('AWS::IAM::')) return [];
  const inline = blocks(properties['Policies']).map((policy) => policy['PolicyDocument']);
  return [dig(properties, 'PolicyDocument'), ...inline].filter((document) => document !== undefined).flatMap(statementsOf);
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(renderedText);
}
