/**
 * A value of a reply as JSON text; `…` where it is nested too deeply to be written: unlike reading, that takes a call for
 * each level.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '…';
  }
}
