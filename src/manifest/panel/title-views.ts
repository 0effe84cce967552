import type { ModuleTitle } from '../permissions-protocol.ts';
import type { Environment } from '../../core/environment.ts';
import type { Manifest } from '../model/manifest-contents.ts';

/** The titles of the manifest's modules; `translate` finds the text of a translation's key. */
export function titlesOf({ modules }: Manifest, translate: (key: string) => string | undefined): ModuleTitle[] {
  return modules.flatMap(({ type, key = '', title }) => {
    if (title === undefined) return [];
    const at = { module: type, key, line: title.range.start.line };
    return title.isTranslated
      ? [{ ...at, title: translate(title.text) ?? title.text, translationKey: title.text }]
      : [{ ...at, title: title.text }];
  });
}

/** The titles as deployed: to production, else to the first environment that has some. Without translated ones. */
export function deployedTitles(environments: readonly Environment[]): ModuleTitle[] {
  const titled = environments
    .map(({ key, kind, latest }) => ({
      kind,
      titles: (latest?.modules ?? []).flatMap(({ type, key: module, title }) =>
        title === undefined
          ? []
          : [{ module: type.replace(/^(?:core|xen):/, ''), key: module, title, environment: key }],
      ),
    }))
    .filter(({ titles }) => titles.length > 0);
  return (titled.find(({ kind }) => kind === 'production') ?? titled[0])?.titles ?? [];
}
