import { nameOf } from '#shared/commands/table.ts';
import { usePackages } from '../stores/context.ts';
import { choosePackage } from './choose-package.ts';

/** Opens a package that the user chooses. */
export function OpenPackage() {
  const openFile = usePackages((state) => state.openFile);
  return (
    <button type="button" className="btn" onClick={() => choosePackage((file) => void openFile(file))}>
      {nameOf('file.open-package')}
    </button>
  );
}
