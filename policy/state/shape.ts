import { passesData } from '../../catalogue/asked.js';
import { rowOf } from '../../catalogue/rows.js';
import { isExtended } from '../../derived/extensions.js';
import { labelOf } from '../../evidence/arguments/subjects.js';
import { templateForms } from '../../evidence/forms/cloudformation.js';
import type { UnknownForm } from '../../evidence/forms/form.js';
import { moduleForms } from '../../evidence/forms/terraform.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/shape',
  severity: 'error',
  title: 'Templates and modules have the forms that rules can read, and no others.',
  why: 'A rule reads what was synthesized: values, references and joined text. Of a function, a macro, a nested stack, a condition or a repetition it cannot say what will be deployed, or whether it will be there at all, so it would judge something else than what is created.',
  fix: 'Write the value out in code, and leave conditions to the topology: a stack has a resource, or has not.',
  source: 'AWS CloudFormation, template anatomy and intrinsic functions; Terraform language, JSON configuration syntax and expressions',

  *stack(stack, { topology }) {
    for (const form of stack.app === 'aws' ? templateForms(stack, topology.name) : moduleForms(stack)) {
      const { resource, found, allowed } = form;
      yield {
        path: resource?.origin ?? stack.origin,
        ...(resource === undefined ? { stack } : { resource }),
        ...(isGrave(form) && { severity: 'fatal' as const }),
        message: `${resource === undefined ? stack.name : labelOf(resource)} ${found}. Allowed: ${allowed}.`,
      };
    }
  },

  *resource(resource, { topology, asOf }) {
    const { type, origin, stack } = resource;
    if (rowOf(type) !== undefined || !bringsMore.test(type) || isExtended(topology, asOf, { kind: 'type', value: type, stack: stack.name })) return;
    yield {
      path: origin,
      resource,
      severity: 'fatal',
      message: `${type} ${resource.id} creates resources that the output does not show. Allowed: resources themselves.`,
    };
  },
};

/** Nested stacks, stack sets, macros, modules, and types whose code somebody else brings. */
const bringsMore = /^(AWS::CloudFormation::|Custom::)|::MODULE$|^(?!AWS::)\w+::/;

/** A condition decides whether a protection is there; a value that nobody can read is as grave as what passes its resource. */
function isGrave({ decides, resource }: UnknownForm): boolean {
  return decides === true || resource === undefined || passesData(resource.type);
}
