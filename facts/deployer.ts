/** What whoever deploys must be allowed. Source: deployer.yaml. */
import { type Row, table } from './read.js';

/** What CloudFormation calls for one type, and whether that is unconfirmed; undefined for a type that the table lacks. */
export function actionsFor(type: string): Row<'deployer', 'actions'> | undefined {
  return table('deployer', 'actions').find((row) => row.type === type);
}

/** The predefined roles that Terraform needs for one type, each on its own place; none for a type that the table lacks. */
export function rolesFor(type: string): readonly Row<'deployer', 'roles'>[] {
  return table('deployer', 'roles').filter((row) => row.type === type);
}

/** What reading and writing state in a backend takes. */
export function stateRights(backend: Row<'deployer', 'state'>['backend']): readonly string[] {
  const row = table('deployer', 'state').find((one) => one.backend === backend);
  if (row === undefined) throw new Error(`facts/deployer.yaml has no backend '${backend}'`);
  return row.rights;
}

/** Roles of the bootstrap stack that the CDK assumes, in the form of their names without qualifier, account and region. */
export function bootstrapRoles(): readonly string[] {
  return table('deployer', 'bootstrapRoles').map(({ role }) => role);
}
