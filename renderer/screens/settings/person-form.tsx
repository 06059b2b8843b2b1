import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useForms, useSettings } from '#renderer/stores/context.ts';
import { previewText } from '#renderer/text/publish-text.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText } from '#renderer/parts/fields/use-form-text.ts';
import type { Settings } from '#shared/host/records.ts';
import { NoticeEdition } from '#shared/publication/notice-edition.ts';

type TextSetting = 'author' | 'authority' | 'role';
/** Under this name the form's draft is kept until it is saved. */
const FORM = 'person';

/** Name, office, role, edition; saved together, and said so only when they are on disk. */
export function PersonForm({ settings }: { readonly settings: Settings }) {
  const save = useSettings((state) => state.save);
  const failure = useSettings((state) => state.failure);
  const forget = useForms((state) => state.forget);
  const [noticeEdition, setEdition] = useState(settings.noticeEdition);
  const [busy, setBusy] = useState(false);
  const text = (field: TextSetting) => ({ form: FORM, field, initial: settings[field], kind: field });
  const texts = {
    author: useFormText(text('author')),
    authority: useFormText(text('authority')),
    role: useFormText(text('role')),
  };
  const { author, authority, role } = texts;
  const valid = author.value !== null && authority.value !== null && role.value !== null;
  const draft: Settings = valid
    ? { ...settings, author: author.value, authority: authority.value, role: role.value, noticeEdition }
    : settings;
  const changed = !valid || JSON.stringify(draft) !== JSON.stringify(settings);
  const submit = async () => {
    setBusy(true);
    if (await save(draft)) forget(FORM);
    setBusy(false);
  };
  const input = (name: TextSetting, placeholder = '') => (
    <>
      <Input {...texts[name].control} placeholder={placeholder} aria-label={settingsText[name]} />
      <FieldHint fault={texts[name].fault} />
    </>
  );
  return (
    <section>
      <h2>{settingsText.person}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && valid && !busy) void submit();
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
                aria-pressed={edition === noticeEdition}
                onClick={() => setEdition(edition)}
              >
                {previewText.editions[edition]}
              </button>
            ))}
          </div>
        </Row>
        {failure !== null && <FailureNote failure={failure} />}
        <div className="actions">
          <button type="submit" className="btn primary" disabled={!changed || !valid || busy}>
            {busy ? settingsText.saving : settingsText.save}
          </button>
          {!changed && <span className="na">{settings.author === '' ? '' : settingsText.saved}</span>}
        </div>
      </form>
    </section>
  );
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
