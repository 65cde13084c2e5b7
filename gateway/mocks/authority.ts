import { generate, type SelfsignedOptions } from 'selfsigned';
import type { Identity } from './listener.js';

const days = 86_400_000;

/** A certificate authority for one run: what it signs is trusted by those alone who are given its certificate. */
export class Authority {
  private constructor(
    /** Its certificate, PEM. */
    readonly cert: string,
    private readonly key: string,
  ) {}

  static async create(): Promise<Authority> {
    const extensions = [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ] as const;
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'mock authority' }], options([...extensions]));
    return new Authority(cert, key);
  }

  /** An identity for a host name, signed by this authority, or by itself. */
  async identity(name: string, signed: 'by authority' | 'by itself' = 'by authority'): Promise<Identity> {
    const ca = signed === 'by itself' ? {} : { ca: { key: this.key, cert: this.cert } };
    const altNames = [{ type: 2 as const, value: name }];
    const extensions = [
      { name: 'basicConstraints' as const, cA: false },
      { name: 'subjectAltName' as const, altNames },
    ];
    const made = await generate([{ name: 'commonName', value: 'mock' }], { ...options(extensions), ...ca });
    return { key: made.private, cert: made.cert };
  }
}

const options = (extensions: SelfsignedOptions['extensions']): SelfsignedOptions => ({
  keyType: 'ec',
  curve: 'P-256',
  algorithm: 'sha256',
  notAfterDate: new Date(Date.now() + 2 * days),
  ...(extensions !== undefined && { extensions }),
});
