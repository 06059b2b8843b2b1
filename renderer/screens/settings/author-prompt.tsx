import { Input } from 'antd';
import { useState } from 'react';
import { useSettings } from '#renderer/stores/context.ts';
import { authorPromptText } from '#renderer/text/settings-text.ts';
import './settings.css';

/** Asks whose name the records shall bear; nothing waits for the answer. */
export function AuthorPrompt({ onLater }: { readonly onLater: () => void }) {
  const settings = useSettings((state) => state.settings);
  const save = useSettings((state) => state.save);
  const [name, setName] = useState('');
  const submit = () => {
    if (name.trim() !== '') void save({ ...settings, author: name.trim() });
  };
  return (
    <form
      className="banner quiet author-prompt"
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
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder={authorPromptText.placeholder}
        aria-label={authorPromptText.placeholder}
        maxLength={40}
      />
      <button type="submit" className="btn primary" disabled={name.trim() === ''}>
        {authorPromptText.save}
      </button>
      <button type="button" className="btn" onClick={onLater}>
        {authorPromptText.later}
      </button>
    </form>
  );
}
