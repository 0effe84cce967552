/** Returns the value of the field that fired an event; empty if the target has none. */
export function fieldValue({ target }: Event): string {
  return target instanceof HTMLElement && 'value' in target && typeof target.value === 'string' ? target.value : '';
}
