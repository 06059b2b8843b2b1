import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { planStanding } from '#shared/package/plan.ts';
import { fileUrl } from '#renderer/host/file-url.ts';
import { saveFile } from '#renderer/host/save-file.ts';
import { usePackages, useStores } from '#renderer/stores/context.ts';
import { showInspection } from '#renderer/stores/open-inspection.ts';
import type { PackagePhase } from '#renderer/stores/packages.ts';
import { sizeText } from '#renderer/text/format.ts';
import { packagePhaseText, packageText } from '#renderer/text/package-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import { PlanView } from './plan-view.tsx';
import './packages.css';

const TITLES: Readonly<Record<Exclude<PackagePhase['is'], 'idle' | 'failed'>, string>> = {
  asking: packageText.asking,
  exporting: packageText.exporting,
  exported: packageText.exported,
  sending: packageText.sending,
  checking: packageText.checking,
  ready: packageText.preview,
  importing: packageText.importing,
  imported: packageText.imported,
};

const FAILED = {
  export: packageText.exportFailed,
  open: packageText.failed,
  import: packageText.importFailed,
} as const;

const titleOf = (phase: PackagePhase): string | null => {
  if (phase.is === 'idle') return null;
  return phase.is === 'failed' ? FAILED[phase.what] : TITLES[phase.is];
};

/** Whatever the window does about a package, step by step, in one dialog, which is drawn once a step. */
export function PackageDialog() {
  const title = usePackages((state) => titleOf(state.phase));
  const isBusy = usePackages((state) => 'work' in state.phase);
  const close = usePackages((state) => state.close);
  if (title === null) return null;
  return (
    <Modal
      open
      centered
      width={620}
      title={title}
      onCancel={close}
      closable={!isBusy}
      keyboard={!isBusy}
      mask={{ closable: false }}
      footer={isBusy ? null : <Actions />}
    >
      <div className="package">
        <Body />
      </div>
    </Modal>
  );
}

function Body(): ReactNode {
  const phase = usePackages((state) => state.phase);
  switch (phase.is) {
    case 'idle':
      return null;
    case 'asking':
      return (
        <>
          <p className="name">{phase.name}</p>
          <p>{packageText.askingHint(phase.invalid)}</p>
        </>
      );
    case 'exporting':
    case 'sending':
    case 'checking':
    case 'importing':
      return (
        <>
          <p className="name">{phase.name}</p>
          <JobProgressBar work={phase.work} label={(progress) => packagePhaseText(progress.phase)} />
        </>
      );
    case 'exported':
      return (
        <>
          <p className="name">
            {phase.file.name} <small className="num">{sizeText(phase.file.size)}</small>
          </p>
          <p className="quiet">{packageText.exportedHint}</p>
        </>
      );
    case 'ready':
      return (
        <>
          <p className="name">
            {phase.offered.name} <small className="num">{sizeText(phase.offered.bytes)}</small>
          </p>
          <PlanView plan={phase.plan} done={false} />
        </>
      );
    case 'imported':
      return <PlanView plan={phase.plan} done />;
    case 'failed':
      return (
        <>
          <p className="name">{phase.name}</p>
          <FailureNote failure={phase.failure} />
        </>
      );
  }
}

function Actions() {
  const phase = usePackages((state) => state.phase);
  const stores = useStores();
  const close = usePackages((state) => state.close);
  const take = usePackages((state) => state.import);
  const exportAnyway = usePackages((state) => state.exportAnyway);
  const isOffer = phase.is === 'ready' && planStanding(phase.plan) === 'brings';
  return (
    <div className="package-acts">
      <button type="button" className="btn" onClick={close}>
        {isOffer || phase.is === 'asking' ? packageText.cancel : packageText.close}
      </button>
      {phase.is === 'asking' && (
        <button type="button" className="btn primary" onClick={() => void exportAnyway()}>
          {packageText.exportAnyway}
        </button>
      )}
      {phase.is === 'exported' && (
        <button
          type="button"
          className="btn primary"
          onClick={() => saveFile(fileUrl(phase.file.sha256, phase.file.name), phase.file.name)}
        >
          {packageText.save}
        </button>
      )}
      {isOffer && (
        <button type="button" className="btn primary" onClick={() => void take()}>
          {packageText.import}
        </button>
      )}
      {phase.is === 'imported' && (
        <button
          type="button"
          className="btn primary"
          onClick={() => {
            close();
            void showInspection(stores, phase.plan.inspection);
          }}
        >
          {packageText.openInspection}
        </button>
      )}
    </div>
  );
}
