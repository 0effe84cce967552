/** The value of the field that an event comes from; empty for what has none. */
export function fieldValue({ target }: Event): string {
  return target instanceof HTMLElement && 'value' in target && typeof target.value === 'string' ? target.value : '';
}
