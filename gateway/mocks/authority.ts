import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from './listener.js';

/** A certificate authority for one run: what it signs is trusted by those alone who are given its certificate. Needs `openssl`. */
export class Authority {
  readonly cert: string;
  private readonly directory = mkdtempSync(join(tmpdir(), 'gateway-authority-'));

  constructor() {
    this.openssl([
      'req',
      '-x509',
      ...newKey('ca.key'),
      '-subj',
      '/CN=mock authority',
      '-days',
      '2',
      '-out',
      'ca.pem',
      '-addext',
      'keyUsage=critical,keyCertSign',
    ]);
    this.cert = this.read('ca.pem');
  }

  /** An identity for some host names, signed by this authority, or by itself. */
  identity(names: readonly string[], signed: 'by authority' | 'by itself' = 'by authority'): Identity {
    const by = signed === 'by itself' ? [] : ['-CA', 'ca.pem', '-CAkey', 'ca.key'];
    const extensions = [
      `subjectAltName=${names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',')}`,
      'basicConstraints=critical,CA:FALSE',
    ];
    this.openssl([
      'req',
      '-x509',
      ...by,
      ...newKey('leaf.key'),
      '-subj',
      '/CN=mock',
      '-days',
      '2',
      '-out',
      'leaf.pem',
      ...extensions.flatMap((one) => ['-addext', one]),
    ]);
    return { key: this.read('leaf.key'), cert: this.read('leaf.pem') };
  }

  /** Writes the certificate of this authority into a file. */
  writeTo(file: string): string {
    writeFileSync(file, this.cert);
    return file;
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private openssl(args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.directory, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  private read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }
}

const newKey = (file: string) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', file];
