/** Turns a reason that stands within sentences elsewhere into a sentence of its own. */
export function asSentence(reason: string): string {
  const [first = ''] = reason;
  const begun = first.toUpperCase() + reason.slice(first.length);
  return reason === '' || /[.!?…]$/.test(reason) ? begun : `${begun}.`;
}
