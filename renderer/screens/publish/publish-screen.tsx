import { useMemo, useState } from 'react';
import { nameOf } from '#shared/commands/table.ts';
import { useInspection, useServices, useSettings } from '#renderer/stores/context.ts';
import { publishText } from '#renderer/text/publish-text.ts';
import { CheckStep } from './check-step.tsx';
import { FinaliseStep } from './finalise-step.tsx';
import type { NoticeFiles } from './notice-files.ts';
import { PreviewPane } from './preview-pane.tsx';
import { isOutdated } from './preview/preview-state.ts';
import { usePdf } from '#renderer/ui/pdf/use-pdf.ts';
import { usePreview } from './preview/use-preview.ts';
import type { View } from './preview-toolbar.tsx';
import { ReleaseStep } from './release-step.tsx';
import { SignStep } from './sign-step.tsx';
import { isDamaged, PublishedList, useSound } from './published-list.tsx';
import { publishedNotices, signedNoticeOf } from './signed-notice.ts';
import type { FiledNotice } from './signed-notice.ts';
import { usePrinting } from './use-printing.ts';
import { useReadiness } from './use-readiness.ts';
import './publish.css';

/** 公示: the four steps, and beside them the page as it will be printed. */
export function PublishScreen() {
  const { fileUrl } = useServices();
  const folded = useInspection((inspection) => inspection.folded);
  const defaultEdition = useSettings((state) => state.settings.noticeEdition);
  const [chosen, setChosen] = useState<View | null>(null);
  const readiness = useReadiness();
  const signed = useMemo(() => signedNoticeOf(folded), [folded]);
  const published = useMemo(() => publishedNotices(folded), [folded]);
  const sound = useSound(published);
  const [opened, setOpened] = useState<FiledNotice | null>(null);
  const looked = opened ?? signed;
  const view = viewOf(chosen, looked !== null, defaultEdition);
  // The host would make it of what is saved: figures that the window no longer judges by.
  const invalid = useInspection((inspection) => inspection.invalid);
  const held = view === 'signed' ? undefined : invalid[0];
  const preview = usePreview(view === 'signed' || held !== undefined ? null : view);
  const files: NoticeFiles | null =
    view === 'signed' && looked !== null
      ? { ...looked, signed: true, final: !isDamaged(sound, looked) }
      : preview.shown === null || held !== undefined
        ? null
        : { ...preview.shown.notice, signed: false, final: preview.shown.notice.final && !isOutdated(preview) };
  const shown = usePdf(files === null ? null : fileUrl(files.pdf.sha256, files.pdf.name));
  const printing = usePrinting(shown.pdf, files?.pdf.name ?? '');
  return (
    <main className="publish">
      <h1 className="unseen">{nameOf('view.publish')}</h1>
      <div className="steps" role="group" aria-label={publishText.stepsLabel}>
        <CheckStep readiness={readiness} />
        <FinaliseStep readiness={readiness} />
        <SignStep
          signed={signed}
          edition={view === 'signed' ? defaultEdition : view}
          damaged={signed !== null && isDamaged(sound, signed)}
          onSigned={() => {
            setOpened(null);
            setChosen('signed');
          }}
        />
        <ReleaseStep files={files} signed={signed !== null} printing={printing} />
        <PublishedList
          notices={published}
          sound={sound}
          onOpen={(notice) => {
            setOpened(notice);
            setChosen('signed');
          }}
        />
        <p className="honest">{publishText.honest}</p>
      </div>
      <PreviewPane
        view={view}
        onView={setChosen}
        hasSigned={looked !== null}
        files={files}
        shown={shown}
        state={preview}
        held={held === undefined ? null : { count: invalid.length, first: held }}
        onRetry={preview.make}
      />
    </main>
  );
}

/** The signed notice comes first once there is one; without one it cannot be looked at. */
function viewOf(chosen: View | null, hasSigned: boolean, edition: 'web' | 'print'): View {
  if (chosen === null) return hasSigned ? 'signed' : edition;
  return chosen === 'signed' && !hasSigned ? edition : chosen;
}
