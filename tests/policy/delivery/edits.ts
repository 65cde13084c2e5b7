import { rule } from '../../../policy/delivery/admitted.js';
import { resourceOf } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';

/** What the rule says after an edit of one template. */
export const messages = (stack: string, change: (document: any) => void, file?: string) =>
  findingsAfter(rule, stack, change, {}, file).map(({ message }) => message);

export const statements = (document: any, type: string, index = 0): any[] => resourceOf(document, type, index).PolicyDocument.Statement;
export const keyStatements = (document: any): any[] => resourceOf(document, 'AWS::KMS::Key').KeyPolicy.Statement;
export const roleStatements = (document: any, sid: string): any =>
  Object.values<any>(document.Resources)
    .flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? [])
    .find(({ Sid }: any) => Sid === sid);
export const drop = (list: any[], wanted: (statement: any) => boolean) => {
  const at = list.findIndex(wanted);
  if (at < 0) throw new Error('no such statement');
  list.splice(at, 1);
};
export const by = (service: string) => (statement: any) => [statement.Principal?.Service].flat().includes(service);
export const takeKeyFrom = (document: any, service: string) => {
  const statement = keyStatements(document).find(by(service));
  statement.Principal.Service = [statement.Principal.Service].flat().filter((name: string) => name !== service);
};

export function takeRoleFrom(document: any, service: string): void {
  const roles = Object.entries<any>(document.Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('NoticesRole'));
  for (const [, { Properties }] of roles) drop(Properties.AssumeRolePolicyDocument.Statement, by(service));
}

export function storage(document: any): any {
  return Object.values<any>(document.Resources).find(({ Type, Properties }) => Type === 'AWS::S3::Bucket' && Properties.LoggingConfiguration !== undefined)
    .Properties;
}

export function statementsWith(document: any, sid: string): any[] {
  const policies = Object.values<any>(document.Resources).filter(({ Type }) => Type === 'AWS::S3::BucketPolicy');
  return policies.map(({ Properties }) => Properties.PolicyDocument.Statement).find((list: any[]) => list.some(({ Sid }) => Sid === sid));
}
