import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useSettings } from '#renderer/stores/context.ts';
import { previewText } from '#renderer/text/publish-text.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { NoticeEdition, type Settings } from '#shared/host/records.ts';

const LENGTHS = { author: 40, authority: 60, role: 20 } as const;
type TextSetting = keyof typeof LENGTHS;

/** Name, office, role, edition; saved together, and said so only when they are on disk. */
export function PersonForm({ settings }: { readonly settings: Settings }) {
  const save = useSettings((state) => state.save);
  const failure = useSettings((state) => state.failure);
  const [draft, setDraft] = useState(settings);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(trimmed(draft)) !== JSON.stringify(settings);
  const submit = async () => {
    setBusy(true);
    await save(trimmed(draft));
    setBusy(false);
  };
  const input = (name: TextSetting, placeholder = '') => (
    <Input
      value={draft[name]}
      placeholder={placeholder}
      maxLength={LENGTHS[name]}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      aria-label={settingsText[name]}
    />
  );
  return (
    <section>
      <h2>{settingsText.person}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && !busy) void submit();
        }}
      >
        <Row label={settingsText.author} hint={settingsText.authorHint}>
          {input('author', settingsText.authorPlaceholder)}
        </Row>
        <Row label={settingsText.authority} hint={settingsText.authorityHint}>
          {input('authority', settingsText.authorityPlaceholder)}
        </Row>
        <Row label={settingsText.role} hint={settingsText.roleHint}>
          {input('role')}
        </Row>
        <Row label={settingsText.edition} hint={settingsText.editionHint}>
          <div className="segments" role="group" aria-label={settingsText.edition}>
            {NoticeEdition.options.map((edition) => (
              <button
                key={edition}
                type="button"
                aria-pressed={edition === draft.noticeEdition}
                onClick={() => setDraft({ ...draft, noticeEdition: edition })}
              >
                {previewText.editions[edition]}
              </button>
            ))}
          </div>
        </Row>
        {failure !== null && <FailureNote failure={failure} />}
        <div className="actions">
          <button type="submit" className="btn primary" disabled={!changed || busy}>
            {busy ? settingsText.saving : settingsText.save}
          </button>
          {!changed && <span className="na">{settings.author === '' ? '' : settingsText.saved}</span>}
        </div>
      </form>
    </section>
  );
}

function trimmed(settings: Settings): Settings {
  const { author, authority, role } = settings;
  return { ...settings, author: author.trim(), authority: authority.trim(), role: role.trim() };
}

interface RowProps {
  readonly label: string;
  readonly hint: string;
  readonly children: ReactNode;
}

function Row({ label, hint, children }: RowProps) {
  return (
    <div className="setting">
      <span className="label">{label}</span>
      <div>
        {children}
        <small>{hint}</small>
      </div>
    </div>
  );
}
