import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { nameOf } from '#shared/commands/table.ts';
import type { CatalogueInfo } from '#shared/host/records.ts';
import { useServices, useSettings } from '#renderer/stores/context.ts';
import { aboutText } from '#renderer/text/help-text.ts';
import { shellText } from '#renderer/text/shell-text.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { aboutLines, aboutPlain } from './about-lines.ts';
import { LicenceList } from './licence-list.tsx';
import './about.css';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** 关于: what somebody who helps from afar has to know, to be read out or copied; and the terms of what others made. */
export function AboutDialog({ open, onClose }: Props) {
  const [licences, setLicences] = useState(false);
  return (
    <Modal
      open={open}
      onCancel={onClose}
      afterClose={() => setLicences(false)}
      footer={null}
      title={licences ? aboutText.licences : nameOf('help.about')}
      width={680}
      centered
      destroyOnHidden
      className="about"
    >
      {licences ? <LicenceList onBack={() => setLicences(false)} /> : <About onLicences={() => setLicences(true)} />}
    </Modal>
  );
}

function About({ onLicences }: { readonly onLicences: () => void }) {
  const { host } = useServices();
  const info = useSettings((state) => state.info);
  const [catalogues, setCatalogues] = useState<readonly CatalogueInfo[]>([]);
  useEffect(() => {
    void host.call('catalogue:list', {}).then((list) => {
      if (list.ok) setCatalogues(list.value);
    });
  }, [host]);
  const lines = aboutLines(info, catalogues, navigator.userAgent);
  return (
    <>
      <h2>{shellText.product}</h2>
      <dl>
        {lines.map(({ name, values }) => (
          <div key={name}>
            <dt>{name}</dt>
            {values.map((value) => (
              <dd key={value}>{value}</dd>
            ))}
          </div>
        ))}
      </dl>
      <div className="dialog-buttons">
        <button type="button" className="btn" onClick={onLicences}>
          {aboutText.licences}
        </button>
        <CopyButton text={aboutPlain(lines)} />
      </div>
    </>
  );
}
