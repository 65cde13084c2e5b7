import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { EncryptionKey } from '../encryption/encryption-key.js';
import { existingKey, type LentKey } from '../encryption/lent-key.js';
import { bundledFunction } from '../functions/bundled-function.js';
import { applyGuardrail, type GuardedCalls, guardedConditions, readGuardrails } from '../guardrails/guarded-calls.js';
import { type ApprovedWeights, readWeights, verifyManifest } from '../weights/stored-weights.js';
import { importRole } from './import-role.js';
import { importerRights, ownerTag } from './importer-rights.js';

export interface ImportedModelProps {
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** Name of the model; other weights need another one. */
  readonly modelName: string;
  /** Whose models these are: of one account and region, what carries another name is never tagged or deleted here. */
  readonly owner: string;
  /** What is imported. */
  readonly weights: ApprovedWeights;
  /**
   * Key of the model and of the logs of its import.
   * @default - one of its own
   */
  readonly keyArn?: string | undefined;
  /** Tags of the model and of its import job: neither is a resource of the stack. */
  readonly tags: Readonly<Record<string, string>>;
  /** Roles that may call the model, by name: they live in the identity stack. */
  readonly callerRoleNames: readonly string[];
  /** What holds for their calls. */
  readonly calls: GuardedCalls;
}

/**
 * A model of our own on Bedrock Custom Model Import, encrypted with a key of its own, and the right to call it. There is
 * no CloudFormation type for it: a function starts the import job and waits for it.
 */
export class ImportedModel extends Construct {
  readonly modelArn: string;

  constructor(scope: Construct, id: string, props: ImportedModelProps) {
    super(scope, id);
    const key =
      props.keyArn === undefined
        ? new EncryptionKey(this, 'Key', { description: `Imported model ${props.modelName} and logs of its import`, forLogs: true })
        : existingKey(this, 'Key', props.keyArn);
    const bedrock = importRole(this, key, props.weights);
    const importer = this.importer(props, key, bedrock.role);
    const model = new CustomResource(this, 'Model', {
      resourceType: 'Custom::BedrockImportedModel',
      serviceToken: importer.handler.functionArn,
      serviceTimeout: Duration.seconds(timeouts.imported.resource),
      properties: this.properties(props, key, bedrock.role),
    });
    model.node.addDependency(bedrock.rights, importer.rights);
    this.modelArn = model.getAttString('ModelArn');
    this.invocation(props, key);
  }

  /** Proves the weights and imports them; what it reads, Bedrock reads after it. */
  private importer({ modelName, handlerDirectory, owner, weights }: ImportedModelProps, key: LentKey, role: Role) {
    return bundledFunction(this, {
      description: `Proves the weights of ${modelName}, imports and deletes it`,
      handlerDirectory,
      key,
      logs: 'FunctionLogs',
      timeout: Duration.seconds(timeouts.imported.function),
      // An import outlasts one run: the handler fails on purpose and is sent the same event again.
      retryAttempts: 2,
      maxEventAge: Duration.seconds(timeouts.imported.resource),
      statements: [
        ...importerRights(this, owner),
        ...readWeights(this, weights),
        verifyManifest(weights),
        new PolicyStatement({
          sid: 'HandOverImportRole',
          actions: ['iam:PassRole'],
          resources: [role.roleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } },
        }),
      ],
    });
  }

  /** What the handler is given: a change of any makes it import again. */
  private properties({ modelName, weights, tags, owner }: ImportedModelProps, key: LentKey, role: Role): Record<string, unknown> {
    return {
      ModelName: modelName,
      RoleArn: role.roleArn,
      Weights: {
        Bucket: weights.bucket,
        BucketOwner: Stack.of(this).account,
        Prefix: `${weights.prefix}/`,
        ManifestSha256: weights.manifestSha256,
        ProvenanceSha256: weights.provenanceSha256,
        SigningKeyArn: weights.signingKeyArn,
      },
      KeyArn: key.keyArn,
      Tags: Object.entries({ ...tags, [ownerTag]: owner }).map(([tag, value]) => ({ key: tag, value })),
    };
  }

  private invocation({ modelName, callerRoleNames, calls }: ImportedModelProps, key: LentKey): void {
    new ManagedPolicy(this, 'Invoke', {
      description: `Invoke ${modelName} with its guardrail, through the private endpoint`,
      roles: callerRoleNames.map((name, index) => Role.fromRoleName(this, `Caller${index}`, name)),
      statements: [
        new PolicyStatement({
          sid: 'Model',
          actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          resources: [this.modelArn],
          conditions: { StringEquals: guardedConditions(calls) },
        }),
        applyGuardrail(calls),
        new PolicyStatement({
          sid: 'ModelKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `bedrock.${Stack.of(this).region}.amazonaws.com` } },
        }),
        ...readGuardrails(calls),
      ],
    });
  }
}
