import type { Session } from 'electron';
import { decidePermission } from '#electron/services/shell-policy/permissions.ts';

type Handlers = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/** Puts every ask and every silent check of a page through the one decision; devices are never given. */
export function installPermissions(session: Handlers, origin: string): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl: url, isMainFrame: mainFrame } = details;
    callback(decidePermission({ permission, url, mainFrame, media }, origin));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType];
    const url = details.requestingUrl ?? requestingOrigin;
    return decidePermission({ permission, url, mainFrame: details.isMainFrame, media }, origin);
  });
  session.setDevicePermissionHandler(() => false);
}
