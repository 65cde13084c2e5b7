import { BedrockClient, GetFoundationModelCommand } from '@aws-sdk/client-bedrock';
import { clientOptions, clientTimes } from '../clients.js';
import type { LifecycleCheck } from './check.js';
import { type Lifecycle, leavingBecause } from './leaving.js';
import { metricLine } from './metric-line.js';

const bedrock = new BedrockClient(clientOptions(clientTimes['model-lifecycle']));

/**
 * Asks Bedrock how long each model in use will be there, and reports a metric per model to which alarms listen. A model that
 * cannot be read reports nothing, so that silence raises the alarm of the check itself; the others are still reported.
 */
export async function handler(check: LifecycleCheck): Promise<void> {
  const now = Date.now();
  // Together, because one that hangs through all its attempts would use up the time of the others.
  const answers = await Promise.allSettled(check.models.map(lifecycleOf));
  const failures = answers.flatMap((answer, index) => {
    const model = check.models[index] ?? '';
    if (answer.status === 'rejected') {
      const error: unknown = answer.reason;
      return [`${model}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`];
    }
    process.stdout.write(metricLine(check, model, leavingBecause(answer.value, now, check.noticeDays), now));
    return [];
  });
  if (failures.length > 0) throw new Error(failures.join('; '));
}

async function lifecycleOf(modelIdentifier: string): Promise<Lifecycle> {
  const { modelDetails } = await bedrock.send(new GetFoundationModelCommand({ modelIdentifier }));
  const lifecycle = modelDetails?.modelLifecycle;
  // An answer without one says nothing about how long the model stays.
  if (lifecycle?.status === undefined) throw new Error('the answer names no lifecycle');
  return { status: lifecycle.status, legacyTime: lifecycle.legacyTime, endOfLifeTime: lifecycle.endOfLifeTime };
}
