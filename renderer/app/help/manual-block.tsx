import { Fragment } from 'react';
import { sheetGroups } from '#shared/commands/sheet.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import type { Block, Inline } from '#shared/help/manual.ts';
import { errorText } from '#shared/text/error-text.ts';
import { useEdition } from '#renderer/app/commands/command-state.ts';
import { ERROR_AREAS, helpText } from '#renderer/text/help-text.ts';
import { CommandKey } from '#renderer/ui/command-key.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';

interface LineProps {
  readonly line: readonly Inline[];
  readonly onChapter: (chapter: string) => void;
}

/** A line of the manual, part by part; nothing of it is ever markup. */
function Line({ line, onChapter }: LineProps) {
  return line.map((part, at) => {
    // Lines never change their parts, so a part's place tells it well enough.
    const key = `${at}`;
    if (part.is === 'strong') return <b key={key}>{part.text}</b>;
    if (part.is === 'code') return <code key={key}>{part.text}</code>;
    if (part.is === 'keys') return <CommandKey key={key} command={part.command} always />;
    if (part.is === 'link')
      return (
        <button key={key} type="button" className="inner" onClick={() => onChapter(part.chapter)}>
          {part.text}
        </button>
      );
    return <Fragment key={key}>{part.text}</Fragment>;
  });
}

/** One block of the manual. */
export function ManualBlock({
  block,
  onChapter,
}: {
  readonly block: Block;
  readonly onChapter: LineProps['onChapter'];
}) {
  if (block.is === 'paragraph' || block.is === 'note')
    return (
      <p className={block.is === 'note' ? 'aside' : undefined}>
        <Line line={block.line} onChapter={onChapter} />
      </p>
    );
  if (block.is === 'list') return <List block={block} onChapter={onChapter} />;
  if (block.is === 'table') return <Table block={block} onChapter={onChapter} />;
  return block.is === 'errors' ? <Errors /> : <Shortcuts />;
}

interface BlockProps<K extends Block['is']> {
  readonly block: Extract<Block, { readonly is: K }>;
  readonly onChapter: LineProps['onChapter'];
}

function List({ block, onChapter }: BlockProps<'list'>) {
  const items = block.items.map((line, at) => (
    <li key={`${at}`}>
      <Line line={line} onChapter={onChapter} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Table({ block, onChapter }: BlockProps<'table'>) {
  return (
    <table>
      <thead>
        <tr>
          {block.head.map((cell, at) => (
            <th key={`${at}`} scope="col">
              <Line line={cell} onChapter={onChapter} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, index) => (
          <tr key={`${index}`}>
            {row.map((cell, at) => (
              <td key={`${at}`}>
                <Line line={cell} onChapter={onChapter} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every failure the program knows, in the words it uses; what it would fill in is left out. */
function Errors() {
  const areas = Object.entries(ERROR_AREAS).map(([area, name]) => ({
    name,
    codes: ERROR_CODES.filter((code) => code.startsWith(`${area}.`)),
  }));
  return areas.map(({ name, codes }) => (
    <Fragment key={name}>
      <h4>{name}</h4>
      <table className="errors">
        <thead>
          <tr>
            <th scope="col">{helpText.errorWhat}</th>
            <th scope="col">{helpText.errorSafe}</th>
            <th scope="col">{helpText.errorTodo}</th>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => {
            const { happened, safe, todo } = errorText({ code, detail: EVERYTHING });
            return (
              <tr key={code}>
                <td>
                  {happened}
                  <code>{code}</code>
                </td>
                <td>{safe}</td>
                <td>{todo}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Fragment>
  ));
}

/** A detail that has an ellipsis for whatever a sentence wants filled in. */
const EVERYTHING: Readonly<Record<string, string>> = new Proxy({}, { get: () => '…' });

function Shortcuts() {
  return sheetGroups(useEdition()).map(({ title, lines }) => (
    <Fragment key={title}>
      <h4>{title}</h4>
      <table>
        <tbody>
          {lines.map(({ keys, what }) => (
            <tr key={what}>
              <td className="caps">
                {keys.map((caps, at) => (
                  <Fragment key={caps.join('+')}>
                    {at > 0 && ' / '}
                    {caps.map((cap) => (
                      <Kbd key={cap}>{cap}</Kbd>
                    ))}
                  </Fragment>
                ))}
              </td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fragment>
  ));
}
