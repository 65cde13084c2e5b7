import { describe, expect, it } from 'vitest';
import { statements } from '../../../diff/grants/statements.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';

const granted = (...sentences: string[]) => [...statements({ properties: { statements: sentences } } as unknown as Resource)];

describe('a policy in sentences', () => {
  it('says who may do what where, and under which condition', () => {
    expect(granted("Allow any-user to use chats in compartment id c where all {request.principal.type='key', target.model.id='m'}")).toEqual([
      {
        kind: 'iam',
        effect: 'allow',
        who: 'any-user',
        what: 'use chats',
        where: 'compartment id c',
        condition: "all {request.principal.type='key', target.model.id='m'}",
      },
    ]);
    expect(granted('allow group a to manage all-resources in tenancy')).toMatchObject([{ who: 'group a', what: 'manage all-resources', where: 'tenancy' }]);
  });

  it('is told whole where it reads otherwise', () => {
    expect(granted('endorse group a to manage x in any-tenancy')).toMatchObject([{ who: 'unread', what: 'endorse group a to manage x in any-tenancy' }]);
    expect(granted('allow group a to manage x in any-tenancy')[0]).not.toHaveProperty('condition');
  });
});
