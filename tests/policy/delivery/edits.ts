import { rule } from '../../../policy/delivery/admitted.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';

/** What the rule says after an edit of one template. */
export const messages = (stack: string, change: (document: Written) => void, file?: string) =>
  findingsAfter(rule, stack, change, {}, file).map(({ message }) => message);

export const statements = (document: Written, type: string, index = 0): Json[] => resourceOf(document, type, index).PolicyDocument.Statement;
export const keyStatements = (document: Written): Json[] => resourceOf(document, 'AWS::KMS::Key').KeyPolicy.Statement;
export const roleStatements = (document: Written, sid: string): Json =>
  Object.values<Json>(document.Resources)
    .flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? [])
    .find(({ Sid }: Json) => Sid === sid);
export const drop = (list: Json[], wanted: (statement: Json) => boolean) => {
  const at = list.findIndex(wanted);
  if (at < 0) throw new Error('no such statement');
  list.splice(at, 1);
};
export const by = (service: string) => (statement: Json) => [statement.Principal?.Service].flat().includes(service);
export const takeKeyFrom = (document: Written, service: string) => {
  const statement = keyStatements(document).find(by(service));
  statement.Principal.Service = [statement.Principal.Service].flat().filter((name: string) => name !== service);
};

export function takeRoleFrom(document: Written, service: string): void {
  const roles = Object.entries<Json>(document.Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('NoticesRole'));
  for (const [, { Properties }] of roles) drop(Properties.AssumeRolePolicyDocument.Statement, by(service));
}

export function storage(document: Written): Json {
  return Object.values<Json>(document.Resources).find(({ Type, Properties }) => Type === 'AWS::S3::Bucket' && Properties.LoggingConfiguration !== undefined)
    .Properties;
}

export function statementsWith(document: Written, sid: string): Json[] {
  const policies = Object.values<Json>(document.Resources).filter(({ Type }) => Type === 'AWS::S3::BucketPolicy');
  return policies.map(({ Properties }) => Properties.PolicyDocument.Statement).find((list: Json[]) => list.some(({ Sid }) => Sid === sid));
}
