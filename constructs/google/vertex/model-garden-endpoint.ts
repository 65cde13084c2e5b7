import { VertexAiEndpointWithModelGardenDeployment } from '@cdktf/provider-google/lib/vertex-ai-endpoint-with-model-garden-deployment/index.js';
import { Construct } from 'constructs';

/** A machine that holds one replica. */
export interface ReplicaMachine {
  /** Compute Engine machine type, such as `a3-highgpu-8g`. */
  readonly type: string;
  /**
   * Accelerators of the machine that the replica uses.
   * @default - none is named: facts have no row for the type
   */
  readonly accelerator?: { readonly type: string; readonly count: number };
  /**
   * Name of the Compute Engine reservation that machines must come from.
   * @default - on demand
   */
  readonly reservation?: string;
}

export interface ModelGardenEndpointProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region of the endpoint and its machines. */
  readonly location: string;
  /** `publishers/<publisher>/models/<model>@<version>`. */
  readonly publisherModel: string;
  /** Shown in the console. The resource takes no labels, so the name says whose it is. */
  readonly displayName: string;
  /** `private` names the projects whose forwarding rules may connect; `public` has a host name on the internet. */
  readonly access: { readonly kind: 'private'; readonly projects: readonly string[] } | { readonly kind: 'public' };
  /** What one replica runs on. */
  readonly machine: ReplicaMachine;
  /** Replicas billed always, and at most. Quota is charged for `max`; there is no scale to zero. */
  readonly replicas: { readonly min: number; readonly max: number };
}

/** Percent of accelerator time above which Vertex AI adds a replica. */
const dutyCycleTarget = 60;

/**
 * A Model Garden model on GPUs of its own, with its endpoint.
 *
 * Terraform cannot import this resource, sees little of what was changed elsewhere, and replaces it on every change but
 * replica counts and autoscaling targets (in place from provider 7.42). It therefore refuses to be destroyed, so that a
 * change of a field fails in the plan instead of taking the endpoint away for hours: what replaces it stands beside it
 * first, and it goes when its block goes.
 * It has no labels, no encryption key and no request logging: attribute by project; prompts are never stored by it.
 */
export class ModelGardenEndpoint extends Construct {
  /** Numeric id that Vertex AI assigns. */
  readonly endpointId: string;
  /** Service attachment that a forwarding rule targets; empty while the access is public. */
  readonly serviceAttachment: string;

  constructor(scope: Construct, id: string, props: ModelGardenEndpointProps) {
    super(scope, id);
    const { access, machine, replicas } = props;
    const deployment = new VertexAiEndpointWithModelGardenDeployment(this, 'Deployment', {
      project: props.project,
      location: props.location,
      publisherModelName: props.publisherModel,
      modelConfig: { acceptEula: true, modelDisplayName: props.displayName },
      endpointConfig: {
        endpointDisplayName: props.displayName,
        // Exclusive with Private Service Connect, even as `false`.
        ...(access.kind === 'public' && { dedicatedEndpointEnabled: true }),
      },
      deployConfig: {
        dedicatedResources: {
          machineSpec: machineSpec(machine),
          minReplicaCount: replicas.min,
          maxReplicaCount: replicas.max,
          requiredReplicaCount: replicas.min,
          autoscalingMetricSpecs: [{ metricName: 'aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle', target: dutyCycleTarget }],
        },
      },
      lifecycle: { preventDestroy: true },
    });
    if (access.kind === 'private') {
      // From provider 7.5; the binding does not know it.
      deployment.addOverride('endpoint_config.private_service_connect_config', {
        enable_private_service_connect: true,
        project_allowlist: [...access.projects].sort(),
      });
    }
    this.endpointId = deployment.endpoint;
    this.serviceAttachment = deployment.getStringAttribute('endpoint_config[0].private_service_connect_config[0].service_attachment');
  }
}

function machineSpec({ type, accelerator, reservation }: ReplicaMachine) {
  return {
    machineType: type,
    acceleratorType: accelerator?.type,
    acceleratorCount: accelerator?.count,
    ...(reservation !== undefined && {
      reservationAffinity: {
        reservationAffinityType: 'SPECIFIC_RESERVATION',
        key: 'compute.googleapis.com/reservation-name',
        values: [reservation],
      },
    }),
  };
}
