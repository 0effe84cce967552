import { ForgeError } from '../../core/errors.ts';
import { faultOf } from './fault.ts';
import { isOwnComputer } from './no-proxy.ts';
import { hostOf } from './route.ts';
import type { NetworkSettings } from './network-settings-type.ts';

/** The two ways to send one request. Each rejects with a ConnectError if it did not connect, and so sent nothing. */
export interface Ways<Answer> {
  /** Over a connection of our own. */
  readonly own: () => Promise<Answer>;
  /** With the editor's `https`. */
  readonly editor: () => Promise<Answer>;
}

/**
 * Creates a function that sends a request by the way that connected last (our own at first) and, only if that does not
 * connect, by the other. If neither connects, it rejects with the error of our own way, which says more.
 */
export function createWayChoice() {
  /** The network settings for which the editor's way connected and ours did not. */
  let editorFirst: string | undefined;

  return async <Answer>(settings: NetworkSettings, { own, editor }: Ways<Answer>): Promise<Answer> => {
    const key = JSON.stringify(settings);
    const isEditorFirst = editorFirst === key;
    const [first, second] = isEditorFirst ? [editor, own] : [own, editor];
    try {
      return await first();
    } catch (failure) {
      if (!mayConnectOtherwise(failure)) throw failure;
      const other = await second().catch((error: unknown) => {
        if (isUnconnected(error)) throw isEditorFirst ? error : failure;
        editorFirst = isEditorFirst ? undefined : key;
        throw error;
      });
      editorFirst = isEditorFirst ? undefined : key;
      return other;
    }
  };
}

/** Whether the editor may know another way to a server: not to this computer, and not without TLS. */
export function mayLeadElsewhere(url: URL, { noProxy }: NetworkSettings): boolean {
  return url.protocol === 'https:' && !isOwnComputer(hostOf(url), noProxy);
}

function isUnconnected(error: unknown): boolean {
  return faultOf(error) !== undefined || (error instanceof ForgeError && error.kind === 'misconfigured');
}

/** Whether a failure concerns the way. A certificate that has expired or is for another server is bad by any way. */
function mayConnectOtherwise(error: unknown): boolean {
  const fault = faultOf(error);
  return isUnconnected(error) && fault !== 'expired' && fault !== 'notYetValid' && fault !== 'wrongHost';
}
