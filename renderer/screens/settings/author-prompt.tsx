import { Input } from 'antd';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText } from '#renderer/parts/fields/use-form-text.ts';
import { useForms, useSettings } from '#renderer/stores/context.ts';
import { authorPromptText } from '#renderer/text/settings-text.ts';
import './settings.css';

const FORM = 'author-prompt';

/** Asks whose name the records shall bear; nothing waits for the answer. */
export function AuthorPrompt({ onLater }: { readonly onLater: () => void }) {
  const settings = useSettings((state) => state.settings);
  const save = useSettings((state) => state.save);
  const forget = useForms((state) => state.forget);
  const name = useFormText({ form: FORM, field: 'author', initial: '', kind: 'person' });
  const submit = () => {
    if (name.value === null) return;
    void save({ ...settings, author: name.value }).then((saved) => saved && forget(FORM));
  };
  return (
    <form
      className="banner quiet author-prompt"
      aria-label={authorPromptText.question}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <span className="text" title={authorPromptText.hint}>
        <b>{authorPromptText.question}</b>
        {authorPromptText.hint}
      </span>
      <Input
        {...name.control}
        title={name.fault ?? ''}
        placeholder={authorPromptText.placeholder}
        aria-label={authorPromptText.placeholder}
      />
      <FieldHint fault={name.fault} />
      <button type="submit" className="btn primary" disabled={name.value === null}>
        {authorPromptText.save}
      </button>
      <button type="button" className="btn" onClick={onLater}>
        {authorPromptText.later}
      </button>
    </form>
  );
}
