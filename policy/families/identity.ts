import { rule as callerTokens } from '../identity/caller-tokens.js';
import { rule as federatedRole } from '../identity/federated-role.js';
import { rule as gatewayCaller } from '../identity/gateway-caller.js';
import { rule as gatewayCalls } from '../identity/gateway-calls.js';
import { rule as gatewayDecision } from '../identity/gateway-decision.js';
import { rule as gatewayRights } from '../identity/gateway-rights.js';
import { rule as instanceMetadata } from '../identity/instance-metadata.js';
import { rule as leastPrivilege } from '../identity/least-privilege.js';
import { rule as noStaticKeys } from '../identity/no-static-keys.js';
import { rule as permissionsBoundary } from '../identity/permissions-boundary.js';
import { rule as principals } from '../identity/principals.js';
import { rule as separationOfDuties } from '../identity/separation-of-duties.js';
import { rule as workloadRole } from '../identity/workload-role.js';
import type { Rule } from '../rule.js';

/** Rules of family identity, in the order of their ids. */
export const identity: readonly Rule[] = [
  callerTokens,
  federatedRole,
  gatewayCaller,
  gatewayCalls,
  gatewayDecision,
  gatewayRights,
  instanceMetadata,
  leastPrivilege,
  noStaticKeys,
  permissionsBoundary,
  principals,
  separationOfDuties,
  workloadRole,
];
