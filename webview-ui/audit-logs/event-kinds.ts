/** How a kind of event is drawn: a chart colour and a pattern. */
export interface KindStyle {
  readonly colour: 'blue' | 'green' | 'orange' | 'purple' | 'red' | 'yellow' | 'grey';
  readonly pattern: 'plain' | 'rising' | 'falling' | 'dots' | 'lines' | 'crossed';
}

/** The kinds Atlassian documents, in the order in which they are stacked and listed. */
const known: Readonly<Record<string, KindStyle>> = {
  'App installed': { colour: 'green', pattern: 'plain' },
  'App uninstalled': { colour: 'orange', pattern: 'falling' },
  'Migration scheduled': { colour: 'purple', pattern: 'dots' },
  'Migration started': { colour: 'blue', pattern: 'rising' },
  'Migration completed': { colour: 'blue', pattern: 'plain' },
  'Migration failed': { colour: 'red', pattern: 'crossed' },
  'Forge backfill started': { colour: 'yellow', pattern: 'lines' },
  'Forge backfill completed': { colour: 'yellow', pattern: 'plain' },
};

const others: readonly KindStyle[] = (['lines', 'dots', 'rising', 'crossed'] as const).map((pattern) => ({
  colour: 'grey',
  pattern,
}));

/** Most kinds drawn separately: more would be hard to tell apart. */
const most = 12;

/** A kind of event and its style. */
export interface Kind {
  readonly name: string;
  readonly style: KindStyle;
}

/**
 * Returns the kinds to draw separately: documented ones in their order, then unknown ones by descending frequency.
 * Kinds beyond the limit are left out.
 */
export function kindsOf(names: readonly string[]): Kind[] {
  const documented = Object.keys(known).filter((name) => names.includes(name));
  const fresh = names.filter((name) => !Object.hasOwn(known, name));
  return [...documented, ...fresh].slice(0, most).map((name, index) => ({
    name,
    style: (Object.hasOwn(known, name) ? known[name] : undefined) ??
      others[(index - documented.length) % others.length] ?? { colour: 'grey', pattern: 'plain' },
  }));
}

/** The style of all kinds that are not drawn separately. */
export const restStyle: KindStyle = { colour: 'grey', pattern: 'plain' };
