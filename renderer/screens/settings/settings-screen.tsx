import { shellText } from '#renderer/text/shell-text.ts';
import { Empty } from '#renderer/ui/empty.tsx';

export function SettingsScreen() {
  return <Empty title={shellText.screens.settings} />;
}
