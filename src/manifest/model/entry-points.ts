import type { EntryPoints } from '../code/app-layout.ts';
import type { Manifest } from './manifest-contents.ts';

/**
 * Where Forge starts the code of an app: the handlers of its functions, and its resources. Undefined where one of them
 * is not known, where there are none, and where another bundler than Forge's decides.
 */
export function entryPointsOf({
  functions,
  resources,
  packagePath,
}: Pick<Manifest, 'functions' | 'resources' | 'packagePath'>): EntryPoints | undefined {
  const handlers = functions.map(({ handler }) => handler);
  const paths = resources.flatMap(({ path, isPage }) => (isPage ? [path] : []));
  const all = [...handlers, ...paths];
  const isKnown = packagePath === undefined && all.length > 0 && all.every((text) => !text.includes('${'));
  return isKnown ? { handlers, resources: paths } : undefined;
}
