/** CDK's validator of templates did not run to its end (exit code 3): whatever it would have found, nobody knows. */
export class ValidatorError extends Error {
  constructor(cause: string) {
    super(`The templates were not validated, so this run vouches for nothing: ${cause}. ${advice(cause)}CDK_VALIDATION=false leaves the validator out.`);
    this.name = 'ValidatorError';
  }
}

function advice(cause: string): string {
  return /memory/i.test(cause) ? 'It needs some 10 GiB of addresses, though it fills 200 MiB: raise the limit (ulimit -v). ' : '';
}
