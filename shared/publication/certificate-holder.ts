/** The words by which a certificate for trial is told from a real one, in every viewer. */
export const TEST_MARK = '测试证书';

/** The holder as people call them: that a certificate is for trial is shown beside the name, not in it. */
export const holderName = (holder: string): string => holder.replace(`（${TEST_MARK}）`, '');

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');

/**
 * Whether a name is that of a certificate's holder. Issuers append numbers to it, set off by marks (`051@张三@2`, `张三 370102`):
 * a part of the holder's name counts where it is the whole part.
 */
function namesHolder(holder: string, name: string): boolean {
  const parts = holder.normalize('NFKC').split(/[@\s_,;-]+/u);
  return [holder, ...parts].some((part) => folded(part) === folded(name));
}

/** What the notice says where somebody else's name is to be signed than the holder's; null where it is the holder's. */
export function behalfText(certified: string, name: string): string | null {
  const holder = holderName(certified);
  return namesHolder(holder, name) ? null : `由证书持有人“${holder}”代“${name}”签`;
}
