import type { PrivateFrontForm } from '../../topology/schema/private-front.js';
import { of, type Question, type Questions } from './question.js';

/** What decides whether the stack of a zone's gateway has something; by the names that fleets have for the same. */
export const gatewayConditions: Questions<boolean> = {
  'a private certificate': ofFront(({ privateCertificate }) => privateCertificate !== undefined),
  'a record of its name': ofFront(({ zone }) => zone !== undefined),
  'a zone of its name': ofFront(({ zone }) => zone === 'made'),
};

function ofFront(holds: (endpoint: PrivateFrontForm) => boolean): Question<boolean> {
  return of('aws-gateway', ({ gateway }, { parts: [zone = ''] }) => {
    const endpoint = gateway.zones[zone]?.endpoint;
    return endpoint && holds(endpoint);
  });
}
