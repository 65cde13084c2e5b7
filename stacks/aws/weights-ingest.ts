import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { EgressNetwork } from '../../constructs/aws/egress-network.js';
import { EncryptedLogGroup } from '../../constructs/aws/encrypted-log-group.js';
import { EncryptionKey } from '../../constructs/aws/encryption-key.js';
import { IngestNotices } from '../../constructs/aws/ingest-notices.js';
import { IngestProject } from '../../constructs/aws/ingest-project.js';
import { IngestRole, type WeightsDestination } from '../../constructs/aws/ingest-role.js';
import { IngestStart } from '../../constructs/aws/ingest-start.js';
import { setOrigin } from '../../constructs/origin.js';
import { ingestRoleName, ingestStarterName, signingAlias, weightsBucketName, weightsPrefix } from '../../derived/names.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { type WeightsPlace, weightsPlaces } from '../../derived/supply.js';
import { huggingFaceDomains } from '../../facts/huggingface.js';
import { approvedManifest, manifestText, noticeText } from '../../facts/weights.js';
import { ingestBuildspec, ingestPaths } from '../../runtime/weights/buildspec.js';
import { pathOf } from '../../topology/path.js';
import type { Model, WeightsIngest } from '../../topology/schema/models.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';
import { registryImage } from './registry-image.js';

/** What the job calls through private endpoints; S3 has a gateway endpoint of its own. */
const endpoints = {
  kms: ['kms:Sign', 'kms:Verify'],
  logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  secretsmanager: ['secretsmanager:GetSecretValue'],
};

/** Brings approved weights into the buckets of one region, from an account where nothing serves. */
export class WeightsIngestStack extends AwsStack {
  private readonly zone: string;

  constructor(scope: Construct, context: StackContext, ingest: WeightsIngest, region: string) {
    super(scope, context, {
      account: ingest.account,
      region,
      name: ['aws-weights-ingest', region],
      description: `Brings model weights into ${region}`,
      origin: pathOf('weights', 'ingest'),
      tags: {},
      terminationProtection: true,
    });
    const { cidr, availabilityZone } = entity(ingest.regions, region);
    this.zone = availabilityZone;
    const places = weightsPlaces(this.topology, 'aws').filter((place) => place.region === region);
    const destinations = places.map((place) => this.destination(place));

    const key = new EncryptionKey(this, 'Key', { description: 'Weights ingest: logs, token, notices', forLogs: true });
    const network = new EgressNetwork(this, 'Network', {
      cidr,
      availabilityZone,
      domains: huggingFaceDomains(),
      endpoints,
      buckets: destinations.map(({ bucket }) => bucket),
      key,
    });
    setOrigin(network, pathOf('weights', 'ingest', 'regions', region));
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key });
    // Made empty: a value in a template would be no secret. The runbook says how to put the token in.
    const token = new CfnSecret(this, 'Token', { description: 'Hugging Face token that may read the repositories of approved weights', kmsKeyId: key.keyArn });
    token.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const { image, repositoryArn } = registryImage(ingest.image, this);
    const role = new IngestRole(this, 'Job', {
      roleName: ingestRoleName(this.topology.name, region),
      destinations,
      repositoryArn,
      logGroupArn: logGroup.logGroupArn,
      secretArn: token.ref,
      keyArn: key.keyArn,
      subnetId: network.subnetId,
      securityGroupId: network.securityGroupId,
    });
    const projects = places.flatMap((place, index) =>
      place.models.map((id) => {
        const destination = destinations[index] as WeightsDestination;
        return new IngestProject(this, `${place.account}-${id}`, {
          description: `Brings the weights of ${id} to ${place.account}`,
          image,
          ...this.job(id, entity(this.topology.models, id), destination),
          tokenArn: token.ref,
          role,
          network: { vpcId: network.vpc.vpcId, subnetId: network.subnetId, securityGroupId: network.securityGroupId },
          logGroup,
          keyArn: key.keyArn,
        });
      }),
    );
    const start = new IngestStart(this, 'Start', {
      projects: projects.map(({ ref, attrArn }) => ({ name: ref, arn: attrArn })),
      starterName: ingestStarterName(this.topology.name, region),
      startedBy: ingest.startedBy,
      logGroup,
    });
    new IngestNotices(this, 'Notices', {
      projects: projects.map(({ ref }) => ref),
      stateMachineArn: start.stateMachineArn,
      key,
      notify: this.topology.finance.notify,
    });
    this.share('StartArn', ['weights', 'ingest-start-arn'], start.stateMachineArn);
    this.share('TokenArn', ['weights', 'ingest-token-arn'], token.ref);
  }

  /** What a project is told of one model. Of an example nobody has approved anything: its job refuses the empty manifest. */
  private job(id: string, model: Model, { accountId, bucket, signingAlias: alias }: WeightsDestination) {
    const { release, weights } = model;
    const approved = approvedManifest(release, storedPrecision(model), weights?.commit);
    return {
      buildspec: ingestBuildspec({ manifest: approved === undefined ? '' : manifestText(approved), notice: noticeText(release) }),
      environment: {
        ...ingestPaths,
        SOURCE: 'huggingface',
        REPOSITORY: weights?.repository ?? 'none',
        COMMIT: weights?.commit ?? 'none',
        MANIFEST_SHA256: weights?.manifest.replace('sha256:', '') ?? 'none',
        LARGEST_FILE: String(Math.max(0, ...(approved?.files ?? []).map(({ bytes }) => bytes))),
        MODEL: id,
        WEIGHTS_BUCKET: bucket,
        WEIGHTS_PREFIX: weightsPrefix(model),
        WEIGHTS_SIGNING_KEY: `arn:${this.partition}:kms:${this.region}:${accountId}:${alias}`,
      },
    };
  }

  private destination({ account, region }: WeightsPlace): WeightsDestination {
    const { name, weights, accounts } = this.topology;
    const { id } = entity(accounts.aws, account);
    return { accountId: id, bucket: weightsBucketName(name, id, region), signingAlias: signingAlias(name, weights.signingKeyGeneration) };
  }

  /** A VPC asks its stack for zones even when it is given some, and a stack asks AWS unless it answers itself. */
  override get availabilityZones(): string[] {
    return [this.zone];
  }
}
