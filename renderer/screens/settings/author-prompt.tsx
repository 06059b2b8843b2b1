import { Input } from 'antd';
import { useState } from 'react';
import { useSession, useSettings } from '#renderer/stores/context.ts';
import { authorPromptText } from '#renderer/text/settings-text.ts';
import './settings.css';

/** Asks once, while an inspection is open and nobody has a name yet; nothing waits for the answer. */
export function AuthorPrompt() {
  const open = useSession((state) => state.inspection !== null);
  const loaded = useSettings((state) => state.info !== null);
  const settings = useSettings((state) => state.settings);
  const save = useSettings((state) => state.save);
  const [name, setName] = useState('');
  const [later, setLater] = useState(false);
  if (!open || !loaded || later || settings.author !== '') return null;
  const submit = () => {
    if (name.trim() !== '') void save({ ...settings, author: name.trim() });
  };
  return (
    <form
      className="banner author-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>
        <b>{authorPromptText.question}</b>
        {authorPromptText.hint}
      </p>
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
      <button type="button" className="btn" onClick={() => setLater(true)}>
        {authorPromptText.later}
      </button>
    </form>
  );
}
