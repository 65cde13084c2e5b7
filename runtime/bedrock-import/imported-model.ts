import {
  type BedrockClient,
  CreateModelImportJobCommand,
  type CreateModelImportJobRequest,
  DeleteImportedModelCommand,
  GetImportedModelCommand,
  GetModelImportJobCommand,
  type GetModelImportJobResponse,
  ListModelImportJobsCommand,
  type Tag,
  TagResourceCommand,
} from '@aws-sdk/client-bedrock';
import { NotYet } from '../custom-resource/respond.js';

/** Kept back of the function's time, so that it ends by itself. */
const reserve = 30_000;
/** Lambda sends a failed event twice more, after one and two minutes: a job as old as this is looked at for the last time. */
const lastLook = 40 * 60_000;

/** One imported model, by name: brought in by a job, waited for, tagged, removed. */
export class ImportedModel {
  constructor(
    private readonly bedrock: BedrockClient,
    private readonly name: string,
    private readonly remaining: () => number,
    private readonly abortSignal: AbortSignal,
  ) {}

  /** ARN of the model, imported if it is not there. The name stands for its weights, so a model that is there is the right one. */
  async ensure(job: CreateModelImportJobRequest, tags: Tag[]): Promise<string> {
    const there = await this.tag(tags);
    if (there !== undefined) return there;
    const { jobArn } = await this.bedrock.send(new CreateModelImportJobCommand(job), this.options);
    const { importedModelArn } = await this.finished(jobArn ?? job.jobName ?? '');
    if (importedModelArn === undefined) throw new Error(`import job ${jobArn} completed without a model`);
    return importedModelArn;
  }

  /** ARN of the model, with these tags, if it is there. */
  async tag(tags: Tag[]): Promise<string | undefined> {
    const there = await this.arn();
    if (there !== undefined) await this.bedrock.send(new TagResourceCommand({ resourceARN: there, tags }), this.options);
    return there;
  }

  /** Removes the model; a job that still runs cannot be stopped, and would leave one behind, so it is waited for. */
  async remove(): Promise<void> {
    const query = { nameContains: this.name, statusEquals: 'InProgress' } as const;
    const { modelImportJobSummaries = [] } = await this.bedrock.send(new ListModelImportJobsCommand(query), this.options);
    for (const { jobArn } of modelImportJobSummaries) await this.finished(jobArn ?? '').catch(unlessFailed);
    const there = await this.arn();
    // By ARN: the right to delete depends on the tags of the resource.
    if (there !== undefined) await this.bedrock.send(new DeleteImportedModelCommand({ modelIdentifier: there }), this.options);
  }

  private async finished(jobIdentifier: string): Promise<GetModelImportJobResponse> {
    for (;;) {
      const job = await this.bedrock.send(new GetModelImportJobCommand({ jobIdentifier }), this.options);
      if (job.status === 'Completed') return job;
      if (job.status === 'Failed') throw new ImportFailed(`import job ${job.jobName} failed: ${job.failureMessage ?? 'no reason given'}`);
      const pause = Math.min(20_000, this.remaining() - reserve);
      if (pause <= 0) {
        const age = Date.now() - (job.creationTime?.getTime() ?? 0);
        const message = `import job ${job.jobName} is still running after ${Math.round(age / 60_000)} minutes`;
        throw age > lastLook ? new Error(message) : new NotYet(message);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private async arn(): Promise<string | undefined> {
    const found = await this.bedrock.send(new GetImportedModelCommand({ modelIdentifier: this.name }), this.options).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    });
    return found?.modelArn;
  }

  private get options() {
    return { abortSignal: this.abortSignal };
  }
}

class ImportFailed extends Error {}

/** A failed job leaves no model. */
function unlessFailed(error: unknown): undefined {
  if (error instanceof ImportFailed) return undefined;
  throw error;
}
