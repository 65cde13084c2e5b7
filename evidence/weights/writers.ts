import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** What changes weights, or says that they are approved. */
const writing = /^(s3:(\*|Put\*|PutObject)|kms:(\*|Sign))$/;

/** Resource policies by which another role than the one that brings weights in may write them or sign. */
export function* writerProblems(stacks: readonly SynthesizedStack[], role: string): Iterable<Problem> {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const statements = statementsOf(resource);
    for (const statement of statements.filter(({ Effect }) => Effect === 'Allow')) {
      const actions = [statement['Action']].flat().map(String);
      const strangers = accountsAndRoles(statement).filter((principal) => principal !== role && !principal.endsWith(`:${resource.stack.account}:root`));
      if (strangers.length === 0 || !actions.some((action) => writing.test(action))) continue;
      yield { resource, message: `${resource.id} allows ${strangers.join(', ')} ${actions.join(', ')}. Allowed: ${role} alone.` };
    }
    if (resource.properties['KeyUsage'] === 'SIGN_VERIFY' && !statements.some((statement) => keepsOthersOut(statement, role))) {
      yield { resource, message: `${resource.id} does not deny kms:Sign to everybody but ${role}.` };
    }
  }
}

function statementsOf({ type, properties }: Resource): Record<string, unknown>[] {
  const document = type === 'AWS::S3::BucketPolicy' ? properties['PolicyDocument'] : type === 'AWS::KMS::Key' ? properties['KeyPolicy'] : undefined;
  return blocks(dig(document, 'Statement'));
}

function accountsAndRoles(statement: Readonly<Record<string, unknown>>): string[] {
  const principal = statement['Principal'];
  return (principal === '*' ? ['*'] : [record(principal)['AWS'] ?? []].flat()).map(renderedText);
}

function keepsOthersOut(statement: Readonly<Record<string, unknown>>, role: string): boolean {
  const actions = [statement['Action']].flat();
  const excepted = [dig(statement['Condition'], 'ArnNotEquals', 'aws:PrincipalArn')].flat();
  const denies = statement['Effect'] === 'Deny' && actions.includes('kms:Sign') && accountsAndRoles(statement).includes('*');
  return denies && excepted.length === 1 && excepted[0] === role;
}
