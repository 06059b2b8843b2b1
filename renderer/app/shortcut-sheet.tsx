import { Modal } from 'antd';
import { SHORTCUTS, shellText } from '../text/shell-text.ts';
import { Kbd } from '../ui/kbd.tsx';
import '../ui/ui.css';

/** All shortcuts on one sheet. */
export function ShortcutSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={shellText.shortcuts} width={520} centered>
      <div className="sheet">
        {SHORTCUTS.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <ul>
              {group.items.map((item) => (
                <li key={item.what}>
                  <span>
                    {item.keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </span>
                  <span>{item.what}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
