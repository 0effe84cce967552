import type { ManifestTranslations } from './manifest-contents.ts';
import type { LocatedNode, ManifestReader } from './manifest-reader.ts';

/**
 * The file with an app's translations to its default language: that of `fallback.default`, else the first one. Undefined
 * where the manifest has none.
 *
 * Documented at https://developer.atlassian.com/platform/forge/manifest-reference/translations/.
 */
export function translationsOf(
  reader: ManifestReader,
  translations: LocatedNode | undefined,
): ManifestTranslations | undefined {
  const files = reader.items(reader.field(translations, 'resources')).flatMap((item) => {
    const [locale, path] = [reader.text(reader.field(item, 'key')), reader.text(reader.field(item, 'path'))];
    return locale === undefined || path === undefined ? [] : [{ locale, path }];
  });
  const fallback = reader.text(reader.field(reader.field(translations, 'fallback'), 'default'));
  return files.find(({ locale }) => locale === fallback) ?? files[0];
}
