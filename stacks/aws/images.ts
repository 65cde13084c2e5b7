import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/aws/encryption/encryption-key.js';
import { SigningKey } from '../../constructs/aws/encryption/signing-key.js';
import { ImageRepository } from '../../constructs/aws/images/image-repository.js';
import { ImageRights, ImageRole } from '../../constructs/aws/images/image-role.js';
import { JobNotices } from '../../constructs/aws/jobs/job-notices.js';
import { type Job, JobProject } from '../../constructs/aws/jobs/job-project.js';
import { JobStart } from '../../constructs/aws/jobs/job-start.js';
import { EgressNetwork } from '../../constructs/aws/network/egress-network.js';
import type { JobPlacement } from '../../constructs/aws/network/job-placement.js';
import { EncryptedLogGroup } from '../../constructs/aws/storage/encrypted-log-group.js';
import { setOrigin } from '../../constructs/origin.js';
import { timeouts } from '../../constructs/timeouts.js';
import { imageAssetBucket } from '../../derived/egress-jobs.js';
import { imagePullers } from '../../derived/gateway-service.js';
import { type ImageRegistry, imageRegistry, registryOf } from '../../derived/image-registry.js';
import { logArchiveOf } from '../../derived/landing-zone.js';
import { imageAssetPrefix, imageStarterName, nameLogName } from '../../derived/names.js';
import { imageEndpoints } from '../../derived/network-endpoints.js';
import { registryDomains } from '../../facts/registries.js';
import { imageBuildspec, imageWork } from '../../runtime/gateway/image/buildspec.js';
import { pathOf } from '../../topology/path.js';
import type { GatewayImagesJob } from '../../topology/schema/gateway-images.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';
import { registryImage } from './registry-image.js';

/** What the job puts on the base, as a file. */
export interface ProgramsArchive {
  readonly path: string;
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
  /** Digest of the programs in it, in hex. */
  readonly programs: string;
}

export interface ImagesParts {
  readonly images: GatewayImagesJob;
  readonly region: string;
  readonly archive: ProgramsArchive;
}

/** What the job is told of beside the topology. */
interface JobParts {
  readonly programs: Asset;
  readonly archive: ProgramsArchive;
  readonly signingKeyArn: string;
}

const longest = { queued: Duration.seconds(timeouts.images.queued), build: Duration.seconds(timeouts.images.build) };

/** Builds, copies and signs the images of the gateways of one region, in an account where nothing serves, and keeps them. */
export class ImagesStack extends AwsStack {
  private readonly zone: string;

  constructor(scope: Construct, context: StackContext, { images, region, archive }: ImagesParts) {
    super(scope, context, {
      account: images.account,
      region,
      name: ['aws-images', region],
      description: `Images of the gateways in ${region}`,
      origin: pathOf('gateway', 'images'),
      tags: {},
      terminationProtection: true,
      assetPrefix: imageAssetPrefix(context.topology.name),
    });
    this.zone = entity(images.regions, region).availabilityZone;
    const registry = imageRegistry(this.topology, region);
    if (registry === undefined) throw new Error(`no job of gateway.images is in ${region}`);
    const key = new EncryptionKey(this, 'Key', { description: 'Images of gateways: layers, logs, notices', forLogs: true });
    const role = new ImageRole(this, 'Job');
    const signing = new SigningKey(this, 'SigningKey', { description: 'Signs images of gateways', signer: role.roleArn });
    const repositories = this.repositories(registry, key, role).map(({ attrArn }) => attrArn);
    const network = this.egress(images, key);
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key });
    const programs = new Asset(this, 'Programs', { path: archive.path });
    const { image, repositoryArn } = registryImage(images.builder, this);
    const { policy } = new ImageRights(this, 'Rights', {
      role,
      repositories,
      signingKeyArn: signing.keyArn,
      // Of any digest: the project says which, and the job compares. Other programs so change no right.
      archiveArn: `arn:${this.partition}:s3:::${programs.s3BucketName}/${imageAssetPrefix(this.topology.name)}*`,
      repositoryArn,
      logGroupArn: logGroup.logGroupArn,
      network,
    });
    const job = this.job(images, registry, { programs, archive, signingKeyArn: signing.keyArn });
    const project = new JobProject(this, 'Build', { job, image, secrets: {}, keyArn: key.keyArn, role: { role, policy }, longest, network, logGroup });
    this.start(images, project, key, logGroup);
    this.share('SigningKeyArn', ['images', 'signing-key-arn'], signing.keyArn);
  }

  private job({ base, envoy }: GatewayImagesJob, { host, repositories }: ImageRegistry, made: JobParts): Job {
    const { programs, archive, signingKeyArn } = made;
    return {
      description: 'Builds, copies and signs the images of gateways',
      buildspec: imageBuildspec(),
      environment: {
        BASE: base,
        ENVOY: envoy,
        REGISTRY: host,
        ENVOY_REPOSITORY: repositories.envoy,
        PROCESSES_REPOSITORY: repositories.processes,
        CONTEXT_BUCKET: programs.s3BucketName,
        CONTEXT_KEY: programs.s3ObjectKey,
        CONTEXT_SHA256: archive.sha256,
        PROGRAMS: archive.programs,
        SIGNING_KEY: signingKeyArn,
        WORK: imageWork,
      },
    };
  }

  private repositories({ repositories }: ImageRegistry, key: EncryptionKey, role: ImageRole): ImageRepository[] {
    return (['envoy', 'processes'] as const).map(
      (name) =>
        new ImageRepository(this, name === 'envoy' ? 'Envoy' : 'Processes', {
          repositoryName: repositories[name],
          keyArn: key.keyArn,
          pushedBy: role.roleArn,
          pulledBy: imagePullers(this.topology, this.region),
        }),
    );
  }

  /** A network of its own, behind a list of the names that its two sources are served from. */
  private egress({ regions, base, envoy }: GatewayImagesJob, key: EncryptionKey): JobPlacement {
    const egress = new EgressNetwork(this, 'Network', {
      cidr: entity(regions, this.region).cidr,
      availabilityZone: this.zone,
      names: { domains: registryDomains([base, envoy].flatMap((image) => registryOf(image) ?? [])), logName: nameLogName(this.stackName) },
      endpoints: imageEndpoints,
      storage: {
        sid: 'ProgramsOnly',
        actions: ['s3:GetObject'],
        buckets: { [imageAssetBucket(this.topology, this.account, this.region)]: imageAssetPrefix(this.topology.name) },
      },
      key,
      flowLogArchive: logArchiveOf(this.topology, this.region)?.bucket,
    });
    setOrigin(egress, pathOf('gateway', 'images', 'regions', this.region));
    return egress.job;
  }

  /** The way to start the job, and the notices of how it ended. */
  private start(images: GatewayImagesJob, project: JobProject, key: EncryptionKey, logGroup: EncryptedLogGroup): void {
    const { stateMachineArn } = new JobStart(this, 'Start', {
      projects: [{ name: project.ref, arn: project.attrArn }],
      starterName: imageStarterName(this.topology.name, this.region),
      startedBy: images.startedBy,
      purpose: 'builds images of gateways',
      comment: 'Brings in the images of gateways; what the registry holds is not built again. Input is ignored.',
      logGroup,
    });
    new JobNotices(this, 'Notices', {
      projects: [project.ref],
      stateMachineArn,
      key,
      notify: this.topology.finance.notify,
      texts: {
        ended: 'Images of gateways were not built. Runbook: docs/runbooks/images.md',
        notStarted: 'The job that builds images of gateways was not started. Runbook: docs/runbooks/images.md',
      },
    });
    this.share('StartArn', ['images', 'image-start-arn'], stateMachineArn);
  }

  /** A VPC asks its stack for zones even when it is given some, and a stack asks AWS unless it answers itself. */
  override get availabilityZones(): string[] {
    return [this.zone];
  }
}
