import { trainingService } from '../../catalogue/refused.js';
import { isCustomResource } from '../../clouds/aws.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Rule } from '../rule.js';

/** Calls of custom resources that start a training job. */
const trainingCalls =
  /(create|start)(ModelCustomizationJob|TrainingJob|HyperParameterTuningJob|AutoMLJob(V2)?|FineTuningJob|ModelEvaluationJob|EvaluationJob)/i;

export const rule: Rule = {
  id: 'data-use/tuning-job',
  severity: 'fatal',
  title: 'Nothing in the output trains or tunes a model.',
  why: 'This blueprint serves models. A training or tuning resource would read prompts, answers or documents for a purpose that no workload has declared and no data subject was told of, and its result is a derived model with licence duties of its own.',
  fix: 'Remove the resource. Fine-tuning belongs into a system of its own, with its own data review; serve its result here as a model with weights.',

  *resource(resource) {
    const service = trainingService(resource.type);
    if (service !== undefined) {
      yield { path: resource.origin, resource, message: `${resource.id} is a ${resource.type}: ${service}. No training resource is allowed.` };
      return;
    }
    if (!isCustomResource(resource.type)) return;
    const [call] = trainingCalls.exec(renderedText(resource.properties)) ?? [];
    if (call !== undefined) yield { path: resource.origin, resource, message: `${resource.id} calls ${call}. No training job is allowed.` };
  },
};
