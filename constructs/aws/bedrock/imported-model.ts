import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { EncryptionKey } from '../encryption/encryption-key.js';
import { bundledFunction } from '../functions/bundled-function.js';
import { type EnforcedGuardrail, enforcedGuardrailStatements } from '../guardrails/enforced-guardrail.js';
import { type GuardrailReference, guardrailIdentifiers } from '../guardrails/guardrail-reference.js';

export interface ImportedModelProps {
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** Name of the model; other weights need another one. */
  readonly modelName: string;
  /** Whose models these are: of one account and region, what carries another name is never tagged or deleted here. */
  readonly owner: string;
  /** Where the weights lie, the key they are encrypted with, and what proves that they are the approved ones. */
  readonly weights: {
    readonly bucket: string;
    readonly keyArn: string;
    readonly prefix: string;
    /** SHA-256 of the approved manifest, in hex. */
    readonly manifestSha256: string;
    readonly signingKeyArn: string;
  };
  /** Tags of the model and of its import job: neither is a resource of the stack. */
  readonly tags: Readonly<Record<string, string>>;
  /** Roles that may call the model, by name: they live in the identity stack. */
  readonly callerRoleNames: readonly string[];
  /** Guardrail that every call must name. */
  readonly guardrail: GuardrailReference;
  /**
   * Guardrail that Bedrock applies whatever a call names.
   * @default - none
   */
  readonly enforcedGuardrail?: EnforcedGuardrail | undefined;
  /** VPC whose private endpoint calls must come through. */
  readonly vpcId: string;
}

/** Imported models have ids that nobody can foresee: this tag tells whose they are. */
const ownerTag = 'imported-for';

/**
 * A model of our own on Bedrock Custom Model Import, encrypted with a key of its own, and the right to call it. There is
 * no CloudFormation type for it: a function starts the import job and waits for it.
 */
export class ImportedModel extends Construct {
  readonly modelArn: string;

  constructor(scope: Construct, id: string, props: ImportedModelProps) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', { description: `Imported model ${props.modelName} and logs of its import`, forLogs: true });
    const importRole = this.importRole(props, key);
    const { handler, rights } = this.importer(props, key, importRole);
    const model = new CustomResource(this, 'Model', {
      resourceType: 'Custom::BedrockImportedModel',
      serviceToken: handler.functionArn,
      serviceTimeout: Duration.seconds(timeouts.imported.resource),
      properties: {
        ModelName: props.modelName,
        RoleArn: importRole.roleArn,
        Weights: {
          Bucket: props.weights.bucket,
          BucketOwner: Stack.of(this).account,
          Prefix: `${props.weights.prefix}/`,
          ManifestSha256: props.weights.manifestSha256,
          SigningKeyArn: props.weights.signingKeyArn,
        },
        KeyArn: key.keyArn,
        Tags: Object.entries({ ...props.tags, [ownerTag]: props.owner }).map(([tag, value]) => ({ key: tag, value })),
      },
    });
    model.node.addDependency(this.node.findChild('ImportPolicy'), rights);
    this.modelArn = model.getAttString('ModelArn');
    this.invocation(props, key);
  }

  /** What Bedrock does on our behalf during an import: read these weights, encrypt the model. */
  private importRole(props: ImportedModelProps, key: EncryptionKey): Role {
    const { account, partition, region } = Stack.of(this);
    const role = new Role(this, 'ImportRole', {
      assumedBy: new ServicePrincipal('bedrock.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:bedrock:${region}:${account}:model-import-job/*` },
        },
      }),
    });
    new ManagedPolicy(this, 'ImportPolicy', {
      roles: [role],
      statements: [
        ...this.readWeights(props),
        new PolicyStatement({
          sid: 'EncryptModel',
          actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `bedrock.${region}.amazonaws.com` } },
        }),
      ],
    });
    return role;
  }

  /** For the function that proves the weights as for the service that imports them. */
  private readWeights({ weights: { bucket, keyArn, prefix } }: ImportedModelProps): PolicyStatement[] {
    const { account, partition } = Stack.of(this);
    const own = { StringEquals: { 'aws:ResourceAccount': account } };
    return [
      new PolicyStatement({ sid: 'ReadWeights', actions: ['s3:GetObject'], resources: [`arn:${partition}:s3:::${bucket}/${prefix}/*`], conditions: own }),
      new PolicyStatement({
        sid: 'ListWeights',
        actions: ['s3:ListBucket'],
        resources: [`arn:${partition}:s3:::${bucket}`],
        conditions: { ...own, StringLike: { 's3:prefix': `${prefix}/*` } },
      }),
      new PolicyStatement({ sid: 'DecryptWeights', actions: ['kms:Decrypt'], resources: [keyArn] }),
    ];
  }

  private importer(props: ImportedModelProps, key: EncryptionKey, importRole: Role): ReturnType<typeof bundledFunction> {
    const { account, partition, region } = Stack.of(this);
    const bedrockArn = `arn:${partition}:bedrock:${region}:${account}`;
    const requested = { [`aws:RequestTag/${ownerTag}`]: props.owner };
    const carried = { [`aws:ResourceTag/${ownerTag}`]: props.owner };
    return bundledFunction(this, {
      description: `Proves the weights of ${props.modelName}, imports and deletes it`,
      handlerDirectory: props.handlerDirectory,
      key,
      logs: 'FunctionLogs',
      timeout: Duration.seconds(timeouts.imported.function),
      // An import outlasts one run: the handler fails on purpose and is sent the same event again.
      retryAttempts: 2,
      maxEventAge: Duration.seconds(timeouts.imported.resource),
      statements: [
        new PolicyStatement({ sid: 'Import', actions: ['bedrock:CreateModelImportJob'], resources: ['*'], conditions: { StringEquals: requested } }),
        // What it is about has no ARN yet.
        new PolicyStatement({ sid: 'FindJobs', actions: ['bedrock:ListModelImportJobs'], resources: ['*'] }),
        new PolicyStatement({ sid: 'Jobs', actions: ['bedrock:GetModelImportJob'], resources: [`${bedrockArn}:model-import-job/*`] }),
        new PolicyStatement({ sid: 'Models', actions: ['bedrock:GetImportedModel'], resources: [`${bedrockArn}:imported-model/*`] }),
        new PolicyStatement({
          sid: 'DeleteOwn',
          actions: ['bedrock:DeleteImportedModel'],
          resources: [`${bedrockArn}:imported-model/*`],
          conditions: { StringEquals: carried },
        }),
        new PolicyStatement({
          sid: 'TagOwn',
          actions: ['bedrock:TagResource'],
          resources: [`${bedrockArn}:imported-model/*`, `${bedrockArn}:model-import-job/*`],
          // What is being made carries nothing yet; what carries another owner's name is not touched.
          conditions: { StringEquals: requested, StringEqualsIfExists: carried },
        }),
        ...this.readWeights(props),
        new PolicyStatement({
          sid: 'VerifyManifest',
          actions: ['kms:Verify'],
          resources: [props.weights.signingKeyArn],
          conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
        }),
        new PolicyStatement({
          sid: 'HandOverImportRole',
          actions: ['iam:PassRole'],
          resources: [importRole.roleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } },
        }),
      ],
    });
  }

  private invocation(props: ImportedModelProps, key: EncryptionKey): void {
    const { region } = Stack.of(this);
    const { arn, keyArn } = props.guardrail;
    new ManagedPolicy(this, 'Invoke', {
      description: `Invoke ${props.modelName} with its guardrail, through the private endpoint`,
      roles: props.callerRoleNames.map((name, index) => Role.fromRoleName(this, `Caller${index}`, name)),
      statements: [
        new PolicyStatement({
          sid: 'Model',
          actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          resources: [this.modelArn],
          conditions: { StringEquals: { 'bedrock:GuardrailIdentifier': guardrailIdentifiers(props.guardrail), 'aws:SourceVpc': props.vpcId } },
        }),
        new PolicyStatement({ sid: 'Guardrail', actions: ['bedrock:ApplyGuardrail'], resources: [arn] }),
        new PolicyStatement({
          sid: 'ModelKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `bedrock.${region}.amazonaws.com` } },
        }),
        // Bedrock decrypts the guardrail with the caller's rights, at every call.
        ...(keyArn === undefined ? [] : [new PolicyStatement({ sid: 'ReadGuardrail', actions: ['kms:Decrypt'], resources: [keyArn] })]),
        ...enforcedGuardrailStatements(props.enforcedGuardrail),
      ],
    });
  }
}
