import { Modal } from 'antd';
import { Fragment } from 'react';
import { sheetGroups } from '#shared/commands/sheet.ts';
import { nameOf } from '#shared/commands/table.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useEdition } from './commands/command-state.ts';
import '../ui/ui.css';

/** All shortcuts on one sheet, as the table of commands has them. */
export function ShortcutSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const edition = useEdition();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={nameOf('help.shortcuts')} width={760} centered>
      <div className="sheet">
        {sheetGroups(edition).map((group) => (
          <section key={group.title}>
            <h2>{group.title}</h2>
            <ul>
              {group.lines.map((line) => (
                <li key={line.what}>
                  <span>
                    {line.keys.map((caps, at) => (
                      <Fragment key={caps.join('+')}>
                        {at > 0 && <i>/</i>}
                        {caps.map((cap) => (
                          <Kbd key={cap}>{cap}</Kbd>
                        ))}
                      </Fragment>
                    ))}
                  </span>
                  <span>{line.what}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
