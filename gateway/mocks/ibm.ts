import { randomBytes } from 'node:crypto';
import type { Issued } from './issued.js';
import { type Answer, json } from './listener.js';

/** Token service of IBM Cloud: a key of a service ID for a token of its own, and that for one of a trusted profile. */
export function ibmIam(issued: Issued, keys: () => readonly string[]): Answer {
  const own = new Set<string>();
  return (call, response) => {
    const asked = new URLSearchParams(call.body);
    const answer = (access_token: string) => json(response, 200, { access_token, token_type: 'Bearer', expires_in: Math.max(60, issued.lifetime) });
    if (asked.get('grant_type') === 'urn:ibm:params:oauth:grant-type:apikey' && keys().includes(asked.get('apikey') ?? '')) {
      const token = randomBytes(12).toString('hex');
      own.add(token);
      return answer(token);
    }
    if (asked.get('grant_type') === 'urn:ibm:params:oauth:grant-type:assume' && own.has(asked.get('access_token') ?? ''))
      return answer(issued.bearer('eyK.', asked.get('profile_name') ?? '', 'iam', Math.max(60, issued.lifetime)).token);
    json(response, 400, { errorCode: 'BXNIM0415E' });
  };
}
