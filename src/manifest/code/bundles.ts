/** Hand-written code has shorter lines than this on average, in characters. */
const maxAverageLine = 500;

/** What bundlers and compilers write, at the beginning or the end of a file. */
const marks =
  /__webpack_(?:require|modules|exports)__|\bwebpack(?:Jsonp|Chunk)|\bparcelRequire|__vite(?:Preload|__)|\bvar __(?:defProp|create|commonJS|getOwnPropNames|toESM) = |\bSystem\.register\(|define\.amd\b.*\bfactory\b|\/\/[#@] sourceMappingURL=|^\/\*! For license information/m;

/** How much of a file is looked at, at each end, for the marks of bundlers; in characters. */
const looked = 20_000;

/** Whether a text is the output of a bundler, a minifier or a compiler, which has a source. */
export function isBundle(text: string): boolean {
  if (text.length > 10_000 && text.length / (text.match(/\n/g)?.length ?? 1) > maxAverageLine) return true;
  return marks.test(text.slice(0, looked)) || (text.length > looked && marks.test(text.slice(-looked)));
}
