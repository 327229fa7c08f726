import type { ReactNode } from 'react';
import type { Exchange } from '../../../main/engine/domain/exchange.ts';
import type { ExchangeReading } from '../../../preload/contract.ts';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { count } from '../../state/figures.ts';
import { flagWords } from '../../state/flag-words.ts';
import { showExchanges } from '../../state/navigation-store.ts';

type Field = Exclude<
  keyof Exchange,
  | 'system_prompt'
  | 'prompt_text'
  | 'completion_text'
  | 'reasoning_text'
  | 'input_messages'
  | 'output_messages'
  | 'tool_definitions'
  | 'tool_calls'
>;

const GROUPS: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  { title: 'Who', fields: ['account_id', 'org_id', 'api_key_id', 'end_user_id', 'payment_hash'] },
  { title: 'From where', fields: ['client_ip', 'country', 'asn', 'user_agent', 'tls_fingerprint'] },
  {
    title: 'Request',
    fields: [
      'ts',
      'provider',
      'request_model',
      'response_model',
      'operation',
      'endpoint',
      'temperature',
      'top_p',
      'max_tokens',
      'n',
      'stream',
    ],
  },
  {
    title: 'Response',
    fields: [
      'status_code',
      'error_type',
      'stop_reason',
      'latency_ms',
      'ttft_ms',
      'input_tokens',
      'output_tokens',
      'cache_read_tokens',
      'cache_write_tokens',
      'reasoning_tokens',
    ],
  },
  { title: 'Identity', fields: ['exchange_id', 'request_id', 'response_id', 'conversation_id', 'turn_index', 'flags'] },
];

/** Numbers that count something; the others are names or settings and are written as they are. */
const AMOUNTS: ReadonlySet<Field> = new Set([
  'latency_ms',
  'ttft_ms',
  'max_tokens',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
]);

/** Everything the log says about an exchange besides its texts, and where in the source it stands. */
export function Metadata({ reading }: { readonly reading: ExchangeReading }): ReactNode {
  const { exchange, sourcePath, sourcePosition } = reading;
  return (
    <div className="metadata">
      {GROUPS.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <dl className="facts">
            {group.fields.map((field) => (
              <FieldLine key={field} field={field} value={exchange[field]} />
            ))}
          </dl>
        </section>
      ))}
      <section>
        <h3>Source</h3>
        <dl className="facts">
          <dt>File</dt>
          <dd>
            <InertLine text={sourcePath} title={sourcePath} />
          </dd>
          <dt>Byte position</dt>
          <dd className="figure" title="First byte of the record in the decompressed stream">
            {count(sourcePosition)}
          </dd>
        </dl>
      </section>
    </div>
  );
}

function FieldLine({ field, value }: { readonly field: Field; readonly value: Exchange[Field] }): ReactNode {
  return (
    <>
      <dt className="mono">{field}</dt>
      <dd>
        {value === null ? (
          <span className="muted">–</span>
        ) : field === 'ts' ? (
          <Instant iso={String(value)} precision="full" />
        ) : field === 'account_id' ? (
          <button
            type="button"
            className="link"
            title="Show the exchanges of this account"
            onClick={() => showExchanges({ accountId: String(value) })}
          >
            <InertLine text={String(value)} />
          </button>
        ) : field === 'flags' ? (
          <span title={`flags ${value}`}>{flagWords(Number(value)).join(', ') || 'none'}</span>
        ) : typeof value === 'number' ? (
          <span className="figure">{AMOUNTS.has(field) ? count(value) : value}</span>
        ) : (
          <InertLine text={String(value)} title={String(value)} />
        )}
      </dd>
    </>
  );
}
