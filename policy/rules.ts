import { rule as answerTime } from './capacity/answer-time.js';
import { rule as blockWindow } from './capacity/block-window.js';
import { rule as emitted } from './capacity/emitted.js';
import { rule as fitsNode } from './capacity/fits-node.js';
import { rule as gatewayTasks } from './capacity/gateway-tasks.js';
import { rule as guardrailQuota } from './capacity/guardrail-quota.js';
import { rule as ingestDisk } from './capacity/ingest-disk.js';
import { rule as instanceRegion } from './capacity/instance-region.js';
import { rule as capacityKnown } from './capacity/known.js';
import { rule as onDemandOnly } from './capacity/on-demand-only.js';
import { rule as overflowQuota } from './capacity/overflow-quota.js';
import { rule as capacityQuota } from './capacity/quota.js';
import { rule as scalingBounds } from './capacity/scaling-bounds.js';
import { rule as serviceLimits } from './capacity/service-limits.js';
import { rule as stopTimeout } from './capacity/stop-timeout.js';
import { rule as sufficient } from './capacity/sufficient.js';
import { rule as taskInterfaces } from './capacity/task-interfaces.js';
import { rule as breakEven } from './cost/break-even.js';
import { rule as costBudget } from './cost/budget.js';
import { rule as cheaperHosted } from './cost/cheaper-hosted.js';
import { rule as stalePrice } from './cost/stale-price.js';
import { rule as suspectPrice } from './cost/suspect-price.js';
import { rule as costTarget } from './cost/target.js';
import { rule as watched } from './cost/watched.js';
import { rule as auditLog } from './data-use/audit-log.js';
import { rule as bedrockRetention } from './data-use/bedrock-retention.js';
import { rule as caching } from './data-use/caching.js';
import { rule as gatewayContent } from './data-use/gateway-content.js';
import { rule as gatewayTask } from './data-use/gateway-task.js';
import { rule as invocationLoggingContent } from './data-use/invocation-logging-content.js';
import { rule as modelServer } from './data-use/model-server.js';
import { rule as noTrainingTerm } from './data-use/no-training-term.js';
import { rule as providerRetention } from './data-use/provider-retention.js';
import { rule as requestLogging } from './data-use/request-logging.js';
import { rule as telemetryOff } from './data-use/telemetry-off.js';
import { rule as tuningJob } from './data-use/tuning-job.js';
import { rule as admitted } from './delivery/admitted.js';
import { rule as armed } from './delivery/armed.js';
import { rule as heard } from './delivery/heard.js';
import { rule as atRest } from './encryption/at-rest.js';
import { rule as certificatePlace } from './encryption/certificate-place.js';
import { rule as inTransit } from './encryption/in-transit.js';
import { rule as federatedRole } from './identity/federated-role.js';
import { rule as gatewayCaller } from './identity/gateway-caller.js';
import { rule as gatewayCalls } from './identity/gateway-calls.js';
import { rule as gatewayDecision } from './identity/gateway-decision.js';
import { rule as gatewayRights } from './identity/gateway-rights.js';
import { rule as instanceMetadata } from './identity/instance-metadata.js';
import { rule as leastPrivilege } from './identity/least-privilege.js';
import { rule as noStaticKeys } from './identity/no-static-keys.js';
import { rule as permissionsBoundary } from './identity/permissions-boundary.js';
import { rule as principals } from './identity/principals.js';
import { rule as separationOfDuties } from './identity/separation-of-duties.js';
import { rule as workloadRole } from './identity/workload-role.js';
import { rule as aupAttestation } from './licence/aup-attestation.js';
import { rule as aupCoverage } from './licence/aup-coverage.js';
import { rule as euMultimodal } from './licence/eu-multimodal.js';
import { rule as guardModel } from './licence/guard-model.js';
import { rule as guardrailContent } from './licence/guardrail-content.js';
import { rule as guardrailStrength } from './licence/guardrail-strength.js';
import { rule as lifecycleOffered } from './lifecycle/offered.js';
import { rule as lifecycleRetired } from './lifecycle/retired.js';
import { rule as transitionWindow } from './lifecycle/transition-window.js';
import { rule as asDerived } from './network/as-derived.js';
import { rule as cidrOverlap } from './network/cidr-overlap.js';
import { rule as endpointPolicy } from './network/endpoint-policy.js';
import { rule as gatewayFront } from './network/gateway-front.js';
import { rule as ingestEgress } from './network/ingest-egress.js';
import { rule as noEgress } from './network/no-egress.js';
import { rule as perimeter } from './network/perimeter.js';
import { rule as privateOnly } from './network/private-only.js';
import { rule as networkReachable } from './network/reachable.js';
import { rule as storagePrefixList } from './network/storage-prefix-list.js';
import { rule as azureSku } from './residency/azure-sku.js';
import { rule as backupAndLogRegion } from './residency/backup-and-log-region.js';
import { rule as bedrockProfileDestinations } from './residency/bedrock-profile-destinations.js';
import { rule as copies } from './residency/copies.js';
import { rule as gatewayPlacement } from './residency/gateway-placement.js';
import { rule as gatewayReach } from './residency/gateway-reach.js';
import { rule as guardrailRegion } from './residency/guardrail-region.js';
import { rule as guards } from './residency/guards.js';
import { rule as hostRegion } from './residency/host-region.js';
import { rule as openZone } from './residency/open-zone.js';
import { rule as orgBoundary } from './residency/org-boundary.js';
import { rule as recordedValues } from './residency/recorded-values.js';
import { rule as searchLocation } from './residency/search-location.js';
import type { Rule } from './rule.js';
import { rule as adoption } from './state/adoption.js';
import { rule as asSynthesized } from './state/as-synthesized.js';
import { rule as stateBackend } from './state/backend.js';
import { rule as bootstrap } from './state/bootstrap.js';
import { rule as complete } from './state/complete.js';
import { rule as deletionProtection } from './state/deletion-protection.js';
import { rule as existing } from './state/existing.js';
import { rule as extension } from './state/extension.js';
import { rule as gatewayForm } from './state/gateway-form.js';
import { rule as generation } from './state/generation.js';
import { rule as noSecrets } from './state/no-secrets.js';
import { rule as pinnedDate } from './state/pinned-date.js';
import { rule as recordedDates } from './state/recorded-dates.js';
import { rule as resources } from './state/resources.js';
import { rule as shape } from './state/shape.js';
import { rule as sharedValue } from './state/shared-value.js';
import { rule as stateUnbound } from './state/unbound.js';
import { rule as unreviewedArgument } from './state/unreviewed-argument.js';
import { rule as unreviewedType } from './state/unreviewed-type.js';
import { rule as unusedExtension } from './state/unused-extension.js';
import { rule as amiPinned } from './supply-chain/ami-pinned.js';
import { rule as deniedVersion } from './supply-chain/denied-version.js';
import { rule as engineVersion } from './supply-chain/engine-version.js';
import { rule as imageDigest } from './supply-chain/image-digest.js';
import { rule as imageSource } from './supply-chain/image-source.js';
import { rule as monitorVersion } from './supply-chain/monitor-version.js';
import { rule as supplyChainPlaceholder } from './supply-chain/placeholder.js';
import { rule as providerPinned } from './supply-chain/provider-pinned.js';
import { rule as reviewedScript } from './supply-chain/reviewed-script.js';
import { rule as weightsPrecision } from './supply-chain/weights-precision.js';
import { rule as weightsSupplied } from './supply-chain/weights-supplied.js';
import { rule as weightsVerified } from './supply-chain/weights-verified.js';
import { rule as tagsFormat } from './tags/format.js';
import { rule as oneWorkload } from './tags/one-workload.js';
import { rule as tagsRequired } from './tags/required.js';
import { rule as unlabellable } from './tags/unlabellable.js';
import { rule as waiversUnknown } from './waivers/unknown.js';
import { rule as waiversUnused } from './waivers/unused.js';

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [
  breakEven,
  costBudget,
  cheaperHosted,
  stalePrice,
  suspectPrice,
  costTarget,
  sufficient,
  answerTime,
  blockWindow,
  emitted,
  fitsNode,
  gatewayTasks,
  guardrailQuota,
  ingestDisk,
  instanceRegion,
  capacityKnown,
  onDemandOnly,
  overflowQuota,
  capacityQuota,
  scalingBounds,
  serviceLimits,
  stopTimeout,
  taskInterfaces,
  watched,
  auditLog,
  bedrockRetention,
  caching,
  gatewayContent,
  gatewayTask,
  invocationLoggingContent,
  modelServer,
  noTrainingTerm,
  providerRetention,
  requestLogging,
  telemetryOff,
  tuningJob,
  admitted,
  armed,
  heard,
  atRest,
  certificatePlace,
  inTransit,
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
  aupAttestation,
  aupCoverage,
  euMultimodal,
  guardModel,
  guardrailContent,
  guardrailStrength,
  lifecycleOffered,
  lifecycleRetired,
  transitionWindow,
  asDerived,
  cidrOverlap,
  endpointPolicy,
  gatewayFront,
  ingestEgress,
  noEgress,
  perimeter,
  privateOnly,
  networkReachable,
  storagePrefixList,
  azureSku,
  backupAndLogRegion,
  bedrockProfileDestinations,
  copies,
  gatewayPlacement,
  gatewayReach,
  guardrailRegion,
  guards,
  hostRegion,
  openZone,
  orgBoundary,
  recordedValues,
  searchLocation,
  adoption,
  asSynthesized,
  stateBackend,
  bootstrap,
  complete,
  deletionProtection,
  existing,
  extension,
  gatewayForm,
  generation,
  noSecrets,
  pinnedDate,
  shape,
  sharedValue,
  stateUnbound,
  recordedDates,
  resources,
  unreviewedArgument,
  unreviewedType,
  unusedExtension,
  amiPinned,
  deniedVersion,
  engineVersion,
  monitorVersion,
  imageDigest,
  imageSource,
  supplyChainPlaceholder,
  providerPinned,
  reviewedScript,
  weightsPrecision,
  weightsSupplied,
  weightsVerified,
  tagsFormat,
  oneWorkload,
  tagsRequired,
  unlabellable,
  waiversUnknown,
  waiversUnused,
];
