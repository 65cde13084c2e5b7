import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1');

describe('notices of the job', () => {
  it('tell people of a build that failed, was stopped or timed out, and of a start that did not happen', () => {
    expect(propertiesOf(ingest, 'NoticesJob').EventPattern.detail['build-status']).toEqual(['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT']);
    expect(propertiesOf(ingest, 'NoticesStart').EventPattern.detail.status).toEqual(['ABORTED', 'FAILED', 'TIMED_OUT']);
  });
});
