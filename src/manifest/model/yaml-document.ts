import { type Document, type LineCounter, parseDocument } from 'yaml';

/**
 * A YAML text as a document with its mistakes. Throws only where it is nested thousands of levels deep. The parser
 * makes an error of each mistake: without their stack traces a text of nothing but mistakes is read in a tenth of the
 * time.
 */
export function yamlDocument(text: string, lineCounter?: LineCounter): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      logLevel: 'silent',
      uniqueKeys: false,
      prettyErrors: false,
      ...(lineCounter && { lineCounter }),
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
