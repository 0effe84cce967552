import { LineCounter, parseDocument, isMap, isScalar } from 'yaml';
import { type AppAri, isAppAri } from '../core/ids.ts';

/** A place in a text; lines and characters are counted from 0, as VS Code does. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** What a manifest.yml says, as far as it can be read. */
export interface Manifest {
  /** `app.id`, where it is an app's ARI (an interpolated or missing one is not). */
  readonly app?: { readonly id: AppAri; readonly at: Place };
}

/** Reads the text of a manifest.yml. Never throws: what is half-typed or wrong is left out. */
export function parseManifest(text: string): Manifest {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
  const app = isMap(document.contents) ? document.contents.get('app', true) : undefined;
  const id: unknown = isMap(app) ? app.get('id', true) : undefined;
  if (!isScalar(id) || typeof id.value !== 'string' || !isAppAri(id.value)) return {};
  const { line, col } = lines.linePos(id.range?.[0] ?? 0);
  return { app: { id: id.value, at: { line: line - 1, character: col - 1 } } };
}
