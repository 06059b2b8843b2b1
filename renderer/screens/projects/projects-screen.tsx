import { shellText } from '#renderer/text/shell-text.ts';
import { Empty } from '#renderer/ui/empty.tsx';

export function ProjectsScreen() {
  return <Empty title={shellText.screens.projects} />;
}
