/**
 * Asks for a package in the system's own dialog. The field belongs to no component: the screen under the dialog may be
 * another one by the time a file is chosen.
 */
export function choosePackage(onChosen: (file: File) => void): void {
  const field = document.createElement('input');
  Object.assign(field, { type: 'file', accept: '.ysb' });
  field.addEventListener('change', () => {
    const [file] = field.files ?? [];
    if (file !== undefined) onChosen(file);
  });
  field.click();
}
