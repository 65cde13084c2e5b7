import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';

export interface PrivateCertificateProps {
  /** The only name that it proves. */
  readonly hostname: string;
  /** ARN of the private authority, of this account or shared with it. */
  readonly authority: string;
  /** Of the family of the authority's own key. */
  readonly keyAlgorithm: string;
}

/** Certificate of one name from a private authority. ACM renews it, and its key never leaves ACM. */
export class PrivateCertificate extends Construct {
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, { hostname, authority, keyAlgorithm }: PrivateCertificateProps) {
    super(scope, id);
    const certificate = new CfnCertificate(this, 'Certificate', { domainName: hostname, certificateAuthorityArn: authority, keyAlgorithm });
    this.certificateArn = certificate.ref;
  }
}
