import { parameterName } from '../../../derived/names.js';
import { nextVersion } from '../../../derived/next-version.js';
import { ecsNodesOf } from '../../../evidence/containers/ecs-nodes.js';
import type { Derived, Program } from '../../../evidence/scripts/program.js';
import { underived } from '../../../evidence/scripts/program.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import { settingPieces } from '../../shared/setting-pieces-judge.js';
import { provenSettings } from '../../shared/weights-settings-judge.js';
import type { AwsFleetHost } from '../schema.js';
import { servesNext } from './served-version.js';

/** What a fleet says in the user data of its nodes, and in the check of its servers' health. */
export function fleetPrograms({ topology, host }: DeclaredHost<AwsFleetHost>, resource: Resource, { at }: Program): Derived {
  const served = (servesNext(resource) === true ? nextVersion(host) : undefined) ?? host;
  if (at === 'LaunchTemplateData.UserData') {
    const shared = (name: string) => `\${ssm:${parameterName(topology.name, 'weights', name)}}`;
    const settings = {
      WEIGHTS_BUCKET: shared('bucket'),
      ...provenSettings(topology, served),
      WEIGHTS_SIGNING_KEY: shared('signing-key-arn'),
      ECS_CLUSTER: ecsNodesOf(resource.stack).find(({ template }) => template === resource)?.cluster ?? 'none',
    };
    return { form: host.images.dcgm === undefined ? 'without a GPU exporter' : 'with a GPU exporter', pieces: settingPieces(settings) };
  }
  if (at !== 'ContainerDefinitions.HealthCheck.Command') return underived;
  const fleet = servesNext(resource) === true ? `${resource.stack.name}/Next` : resource.stack.name;
  return { pieces: { '"Fleet":"<fleet>"': `"Fleet":${JSON.stringify(fleet)}` } };
}
