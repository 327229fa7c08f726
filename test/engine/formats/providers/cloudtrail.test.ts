import { describe, expect, it } from 'vitest';
import { cloudtrail } from '../../../../main/engine/formats/cloudtrail.ts';
import { readRecords } from '../read-sample.ts';
import { flagsOf } from './row-reading.ts';

const event = {
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'InvokeModelWithResponseStream',
  eventTime: '2026-03-02T09:14:07Z',
  requestID: 'r',
};

describe('CloudTrail', () => {
  it('reads who called which model, and that there is no content', () => {
    const userIdentity = { arn: 'arn:a', accessKeyId: 'k', accountId: '1' };
    const [row] = readRecords(cloudtrail, [{ ...event, userIdentity, sourceIPAddress: '1.2.3.4', requestParameters: { modelId: 'm' } }]);
    expect(row).toMatchObject({
      account_id: 'arn:a',
      api_key_id: 'k',
      org_id: '1',
      client_ip: '1.2.3.4',
      request_model: 'm',
      stream: true,
    });
    expect(flagsOf(row)).toEqual(['timeInSeconds', 'inputMissing', 'outputMissing']);
  });

  it('passes over what is no call of a model', () => {
    const others = [{ ...event, eventName: 'ListFoundationModels' }, { ...event, eventSource: 's3.amazonaws.com' }, {}];
    expect(readRecords(cloudtrail, others)).toEqual([]);
  });
});
