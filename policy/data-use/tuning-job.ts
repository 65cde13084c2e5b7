import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Rule } from '../rule.js';
import { trainingCalls, trainingTypes } from './training-types.js';

export const rule: Rule = {
  id: 'data-use/tuning-job',
  severity: 'fatal',
  title: 'Nothing in the output trains or tunes a model.',
  why: 'This blueprint serves models. A training or tuning resource would read prompts, answers or documents for a purpose that no workload has declared and no data subject was told of, and its result is a derived model with licence duties of its own.',
  fix: 'Remove the resource. Fine-tuning belongs into a system of its own, with its own data review; serve its result here as a model with weights.',

  *resource(resource) {
    const service = trainingTypes.find(({ type }) => type.test(resource.type));
    if (service !== undefined) {
      yield { path: resource.origin, resource, message: `${resource.id} is a ${resource.type}: ${service.what}. No training resource is allowed.` };
      return;
    }
    if (!resource.type.startsWith('Custom::') && resource.type !== 'AWS::CloudFormation::CustomResource') return;
    const [call] = trainingCalls.exec(renderedText(resource.properties)) ?? [];
    if (call !== undefined) yield { path: resource.origin, resource, message: `${resource.id} calls ${call}. No training job is allowed.` };
  },
};
