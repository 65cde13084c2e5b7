import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { EncryptedSecret } from '../../constructs/aws/encryption/encrypted-secret.js';
import { EncryptionKey } from '../../constructs/aws/encryption/encryption-key.js';
import { JobNotices } from '../../constructs/aws/jobs/job-notices.js';
import { type Job, JobProject } from '../../constructs/aws/jobs/job-project.js';
import { JobStart } from '../../constructs/aws/jobs/job-start.js';
import { EgressNetwork } from '../../constructs/aws/network/egress-network.js';
import type { JobPlacement } from '../../constructs/aws/network/job-placement.js';
import { EncryptedLogGroup } from '../../constructs/aws/storage/encrypted-log-group.js';
import { IngestRole, type WeightsDestination } from '../../constructs/aws/weights/ingest-role.js';
import { setOrigin } from '../../constructs/origin.js';
import { timeouts } from '../../constructs/timeouts.js';
import { logArchiveOf } from '../../derived/landing-zone.js';
import { ingestRoleName, ingestStarterName, nameLogName, signingAlias, weightsPrefix } from '../../derived/names.js';
import { ingestEndpoints } from '../../derived/network-endpoints.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { type WeightsPlace, weightsPlaces } from '../../derived/supply.js';
import { awsWeightsBucket } from '../../derived/weights-buckets.js';
import { huggingFaceDomains } from '../../facts/huggingface.js';
import { approvedManifest, manifestText, noticeText } from '../../facts/weights.js';
import { ingestBuildspec, ingestPaths } from '../../runtime/weights/buildspec.js';
import { pathOf } from '../../topology/path.js';
import type { WeightsIngest } from '../../topology/schema/models.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';
import { registryImage } from './registry-image.js';

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
    this.zone = entity(ingest.regions, region).availabilityZone;
    const jobs = weightsPlaces(this.topology, 'aws')
      .filter((place) => place.region === region)
      .map((place) => ({ ...place, destination: this.destination(place) }));
    const destinations = jobs.map(({ destination }) => destination);

    const key = new EncryptionKey(this, 'Key', { description: 'Weights ingest: logs, token, notices', forLogs: true });
    const buckets = destinations.map(({ bucket }) => bucket);
    const network = this.egress(entity(ingest.regions, region).cidr, buckets, key);
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key });
    const token = this.token(key);
    const { image, repositoryArn } = registryImage(ingest.image, this);
    const roleName = ingestRoleName(this.topology.name, region);
    const role = new IngestRole(this, 'Job', { roleName, destinations, repositoryArn, logGroupArn: logGroup.logGroupArn, token, network });
    const { queued, build } = timeouts.ingest;
    const longest = { queued: Duration.seconds(queued), build: Duration.seconds(build) };
    const more = { secrets: { HF_TOKEN: token }, keyArn: key.keyArn, role, longest, network, logGroup };
    const projects = jobs.flatMap(({ account, models, destination }) =>
      models.map((id) => new JobProject(this, `${account}-${id}`, { job: this.job(id, account, destination), image, ...more })),
    );
    const { stateMachineArn } = this.start(ingest, projects, key, logGroup);
    this.share('StartArn', ['weights', 'ingest-start-arn'], stateMachineArn);
    this.share('TokenArn', ['weights', 'ingest-token-arn'], token.secretArn);
  }

  /** The only network here with a way to the internet: of its own, or through a proxy that exists. */
  private egress(cidr: string, buckets: readonly string[], key: EncryptionKey): JobPlacement {
    const proxy = this.topology.existing.ingestProxies[this.region];
    const egress = new EgressNetwork(this, 'Network', {
      cidr,
      availabilityZone: this.zone,
      // A proxy asks for the names on the internet itself.
      names: { domains: proxy === undefined ? huggingFaceDomains() : [proxy.name], logName: nameLogName(this.stackName) },
      endpoints: ingestEndpoints,
      storage: {
        sid: 'WeightsOnly',
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        buckets: Object.fromEntries(buckets.map((bucket) => [bucket, ''])),
      },
      key,
      flowLogArchive: logArchiveOf(this.topology, this.region)?.bucket,
      proxy,
    });
    setOrigin(egress, pathOf('weights', 'ingest', 'regions', this.region));
    return egress.job;
  }

  /** Made empty: a value in a template would be no secret. The runbook says how to put the token in. */
  private token(key: EncryptionKey): EncryptedSecret {
    const token = new CfnSecret(this, 'Token', { description: 'Hugging Face token that may read the repositories of approved weights', kmsKeyId: key.keyArn });
    token.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return { secretArn: token.ref, keyArn: key.keyArn };
  }

  /** The way to start the jobs, and the notices of how they ended. */
  private start(ingest: WeightsIngest, projects: readonly JobProject[], key: EncryptionKey, logGroup: EncryptedLogGroup): JobStart {
    const start = new JobStart(this, 'Start', {
      projects: projects.map(({ ref, attrArn }) => ({ name: ref, arn: attrArn })),
      starterName: ingestStarterName(this.topology.name, this.region),
      startedBy: ingest.startedBy,
      purpose: 'bring weights in',
      comment: 'Brings in all approved weights; stored files are not fetched again. Input is ignored.',
      logGroup,
    });
    new JobNotices(this, 'Notices', {
      projects: projects.map(({ ref }) => ref),
      stateMachineArn: start.stateMachineArn,
      key,
      notify: this.topology.finance.notify,
      texts: {
        ended: 'Weights did not come in. Runbook: docs/runbooks/weights.md',
        notStarted: 'A job that brings weights in was not started. Runbook: docs/runbooks/weights.md',
      },
    });
    return start;
  }

  /** What a project is told of one model. Of an example nobody has approved anything: its job refuses the empty manifest. */
  private job(id: string, account: string, { accountId, bucket, signingAlias: alias }: WeightsDestination): Job {
    const model = entity(this.topology.models, id);
    const { release, weights } = model;
    const approved = approvedManifest(release, storedPrecision(model), weights?.commit);
    return {
      description: `Brings the weights of ${id} to ${account}`,
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
    return { accountId: id, bucket: awsWeightsBucket(this.topology, account, region), signingAlias: signingAlias(name, weights.signingKeyGeneration) };
  }

  /** A VPC asks its stack for zones even when it is given some, and a stack asks AWS unless it answers itself. */
  override get availabilityZones(): string[] {
    return [this.zone];
  }
}
