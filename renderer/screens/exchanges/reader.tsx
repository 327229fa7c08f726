import { Button, ButtonGroup } from '@blueprintjs/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Json } from '../../../main/engine/domain/exchange.ts';
import type { ExchangeReading } from '../../../preload/contract.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { InertText } from '../../parts/inert-text.tsx';
import { Empty, FaultNote } from '../../parts/panel.tsx';
import { count, percent, plural } from '../../state/figures.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { useResource } from '../../state/resource.ts';
import { capabilityWord, elicitationWord, languageWord } from '../../state/words.ts';
import { Metadata } from './metadata.tsx';
import { OriginalRecordView } from './original-record.tsx';

/** Rows pass quickly under a held arrow key; only one where it rests is read. */
const SETTLE_MS = 60;

export function Reader({ row }: { readonly row: number | null }): ReactNode {
  const [settled, setSettled] = useState(row);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(row), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [row]);
  return (
    <section className="reader" id="reader" aria-label="Reader" tabIndex={-1}>
      {settled === null ? <Empty title="No exchange selected">Select a row to read it; ↑ and ↓ move on.</Empty> : <ReadRow row={settled} />}
    </section>
  );
}

function ReadRow({ row }: { readonly row: number }): ReactNode {
  const reading = useResource('exchanges.read', { row });
  const [last, setLast] = useState<ExchangeReading | null>(null);
  useEffect(() => {
    if (reading.phase === 'ready') setLast(reading.value);
  }, [reading]);
  if (reading.phase === 'failed') return <FaultNote fault={reading.fault} />;
  const shown = reading.phase === 'ready' ? reading.value : last;
  return shown === null ? null : <Reading reading={shown} />;
}

type Part = 'texts' | 'messages' | 'metadata' | 'original';
const PARTS: readonly { readonly part: Part; readonly title: string }[] = [
  { part: 'texts', title: 'Texts' },
  { part: 'messages', title: 'Messages and tools' },
  { part: 'metadata', title: 'Metadata' },
  { part: 'original', title: 'Original record' },
];

function Reading({ reading }: { readonly reading: ExchangeReading }): ReactNode {
  const [part, setPart] = useState<Part>('texts');
  const go = useNavigation((store) => store.go);
  const { exchange, campaignId } = reading;
  return (
    <>
      <header className="reader-head">
        <span className="figure">Row {count(reading.row)}</span>
        <span title={`Confidence ${reading.capabilityConfidence}`}>
          {capabilityWord(reading.capability)} <span className="muted figure">{percent(reading.capabilityConfidence)}</span>
        </span>
        <span>{elicitationWord(reading.elicitation)}</span>
        {reading.language !== 'unknown' && <span>{languageWord(reading.language)}</span>}
        {campaignId !== null && (
          <button type="button" className="link mono" onClick={() => go({ name: 'campaign', campaignId })}>
            {campaignId}
          </button>
        )}
        <span className="spring" />
        <CopyButton what="the exchange as JSON" label="JSON" text={() => `${JSON.stringify(exchange, null, 2)}\n`} />
      </header>
      <div className="reader-tabs">
        <ButtonGroup variant="minimal" size="small">
          {PARTS.map((one) => (
            <Button
              key={one.part}
              text={one.title}
              active={part === one.part}
              aria-pressed={part === one.part}
              onClick={() => setPart(one.part)}
            />
          ))}
        </ButtonGroup>
      </div>
      <div className="reader-body">
        {part === 'texts' && <Texts reading={reading} />}
        {part === 'messages' && <Messages reading={reading} />}
        {part === 'metadata' && <Metadata reading={reading} />}
        {part === 'original' && <OriginalRecordView row={reading.row} />}
      </div>
    </>
  );
}

function Texts({ reading }: { readonly reading: ExchangeReading }): ReactNode {
  const { exchange } = reading;
  return (
    <>
      <TextBlock title="System prompt" text={exchange.system_prompt} quiet />
      <TextBlock title="Prompt" text={exchange.prompt_text} />
      <TextBlock title="Reasoning" text={exchange.reasoning_text} quiet />
      <TextBlock title="Completion" text={exchange.completion_text} />
    </>
  );
}

function Messages({ reading }: { readonly reading: ExchangeReading }): ReactNode {
  const { exchange } = reading;
  return (
    <>
      <TextBlock title="Tool definitions" text={asText(exchange.tool_definitions)} quiet />
      <TextBlock title="Tool calls" text={asText(exchange.tool_calls as Json)} quiet />
      <TextBlock title="Input messages" text={asText(exchange.input_messages as Json)} quiet />
      <TextBlock title="Output messages" text={asText(exchange.output_messages as Json)} quiet />
    </>
  );
}

function asText(value: Json): string | null {
  return value === null ? null : JSON.stringify(value, null, 2);
}

interface TextBlockProps {
  readonly title: string;
  readonly text: string | null;
  /** Said in one line when there is none. */
  readonly quiet?: true;
}

function TextBlock({ title, text, quiet }: TextBlockProps): ReactNode {
  if (text === null) {
    return (
      <div className={quiet === true ? 'text-block absent quiet' : 'text-block absent'}>
        <span>{title}</span> <span className="muted">not in the log</span>
      </div>
    );
  }
  return (
    <div className="text-block">
      <div className="text-head">
        <h3>{title}</h3>
        <span className="muted figure">{plural(text.length, 'character')}</span>
        <span className="spring" />
        <CopyButton what={`the ${title.toLowerCase()}`} text={() => text} />
      </div>
      <InertText key={text} text={text} label={title} />
    </div>
  );
}
