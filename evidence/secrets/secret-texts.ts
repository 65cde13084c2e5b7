/** A place in a text where a secret is: the first group stays readable, the second is the secret. */
interface Place {
  readonly pattern: RegExp;
}

const names = [
  ...['password', 'passwd', 'passphrase', '[_-]pass', 'pwd', '(?<![A-Za-z0-9])pw', 'secret', 'token', 'api[_-]?key', 'access[_-]?key', 'account[_-]?key'],
  ...['private[_-]?key', 'connection[_-]?string', 'credentials'],
].join('|');

const value = `[^\\s"'\\\\,;&]{4,}`;

/** Where secrets are in texts, by what is before them: assignments, flags, headers, addresses, sentences. */
export const places: readonly Place[] = [
  // name = value, name: value, also inside JSON that is inside a string
  { pattern: new RegExp(`((?<!\\w)(?<!:(?=[A-Za-z0-9]))[\\w.-]*(?:${names})\\\\?["']?\\s*(?:=>|=|:(?![-+?=]))\\s*\\\\?["']?)(${value})`, 'gi') },
  // "any:key-token": "value"
  { pattern: new RegExp(`(["'][\\w:./-]*(?:${names})["']\\s*:\\s*["'])([^"']{4,})`, 'gi') },
  // --api-key value
  { pattern: new RegExp(`((?<![\\w-])--?[\\w-]*(?:${names})\\s+["']?)(${value})`, 'gi') },
  // aws configure set aws_secret_access_key value
  { pattern: /(\baws_(?:secret_access_key|session_token)\s+["']?)([^\s"']{4,})/gi },
  // curl -u user:value
  { pattern: /((?<!\S)(?:-u|--user)[ =]["']?[^\s:"']+:)((?!\d+(?:\s|$))[^\s"']{3,})/g },
  // sshpass -p value, mysql -pvalue
  { pattern: /(\bsshpass\s+-p\s*["']?)([^\s"']{3,})/g },
  { pattern: /(\bmysql\w*\s(?:[^\n|;]*\s)?-p["']?)([^\s"']{3,})/g },
  // echo value | docker login --password-stdin
  { pattern: /(\b(?:echo|printf)\s+["']?)([^\s|"']{4,})(?=["']?\s*\|[^\n|]*--password-stdin)/g },
  { pattern: /(\bAuthorization["']?\s*[:=]\s*["']?(?:[A-Za-z]+\s+)?)([^\s"',}]{4,})/gi },
  { pattern: /(\bBearer\s+)([\w.~+/=-]{12,})/g },
  // scheme://:value@host, https://value@host
  { pattern: /(\b[a-z][a-z0-9+.-]*:\/\/:)([^\s:/@"'$]{3,})(?=@)/gi },
  { pattern: /(\bhttps?:\/\/)([^\s:/@"'$]{8,})(?=@)/gi },
  // "the password is value": only words with a digit, which sentences rarely have
  { pattern: /(\b(?:password|passwd|passphrase|pwd|secret|token)\s+(?:is\s+)?["']?)((?=[^\s"']*\d)(?![\d.,]+(?:\s|$))[^\s"',;]{6,})/gi },
];

/** Addresses that are secrets by themselves: anyone who knows them may post there. */
export const secretAddresses: readonly RegExp[] = [
  /\bhttps:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[^\s"'<>]+/g,
  /\bhttps:\/\/(?:[\w-]+\.)?(?:webhook\.office\.com|logic\.azure\.com|environment\.api\.powerplatform\.com)[^\s"'<>]+/g,
  /\bhttps:\/\/(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/webhooks\/[^\s"'<>]+/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
];
