import type { ServerResponse } from 'node:http';
import type { Issued, RoleKey } from './issued.js';
import type { Answer } from './listener.js';
import { verified } from './sigv4.js';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/**
 * Security Token Service of a region: `AssumeRole`, which the task role may, and `GetWebIdentityToken`, which workload roles may.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export function sts(issued: Issued, { region, taskRole, issuer }: { readonly region: string; readonly taskRole: string; readonly issuer: string }): Answer {
  return (call, response) => {
    const signed = verified(call, (key) => issued.secretOf(key));
    if (typeof signed === 'string') return refuse(response, 'SignatureDoesNotMatch', signed);
    if (signed.region !== region || signed.service !== 'sts')
      return refuse(response, 'SignatureDoesNotMatch', `signed for ${signed.service} in ${signed.region}`);
    const caller = issued.roleOf(signed.accessKey, signed.token);
    if (caller === undefined) return refuse(response, 'ExpiredToken', 'The security token included in the request is expired');
    const asked = new URLSearchParams(call.body);
    switch (asked.get('Action')) {
      case 'AssumeRole': {
        const role = asked.get('RoleArn') ?? '';
        if (caller !== taskRole) return refuse(response, 'AccessDenied', `${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`);
        return answer(response, 'AssumeRole', credentials(issued.roleKey(role)));
      }
      case 'GetWebIdentityToken': {
        const audience = asked.get('Audience.member.1') ?? '';
        const { token, until } = issued.bearer('', caller, audience);
        const jwt = [{ alg: asked.get('SigningAlgorithm') }, { iss: issuer, sub: caller, aud: audience, exp: Math.floor(until / 1_000), jti: token }];
        const text = [...jwt.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'signature'].join('.');
        return answer(response, 'GetWebIdentityToken', `<WebIdentityToken>${text}</WebIdentityToken><Expiration>${new Date(until).toISOString()}</Expiration>`);
      }
      default:
        return refuse(response, 'InvalidAction', `Could not find operation ${asked.get('Action')}`);
    }
  };
}

/** Where a container finds the credentials of its task role. */
export function taskRoleEndpoint(issued: Issued, taskRole: string): Answer {
  return (_, response) => {
    const key = issued.roleKey(taskRole);
    const body = {
      RoleArn: taskRole,
      AccessKeyId: key.accessKey,
      SecretAccessKey: key.secret,
      Token: key.session,
      Expiration: new Date(key.until).toISOString(),
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function credentials({ accessKey, secret, session, role, until }: RoleKey): string {
  const name = role.split('/').at(-1);
  return [
    `<Credentials><AccessKeyId>${accessKey}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>`,
    `<SessionToken>${session}</SessionToken><Expiration>${new Date(until).toISOString()}</Expiration></Credentials>`,
    `<AssumedRoleUser><AssumedRoleId>AROAMOCK:${name}</AssumedRoleId><Arn>${role}</Arn></AssumedRoleUser>`,
  ].join('');
}

const answer = (response: ServerResponse, action: string, result: string) =>
  void response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>mock</RequestId></ResponseMetadata></${action}Response>`,
    );

const refuse = (response: ServerResponse, code: string, message: string) =>
  void response
    .writeHead(403, { 'content-type': 'text/xml' })
    .end(
      `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>mock</RequestId></ErrorResponse>`,
    );
