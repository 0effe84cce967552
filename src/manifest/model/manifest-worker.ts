// The worker thread that reads manifests and .gitignore files.
import { answerRequests } from '../../core/answer-requests.ts';
import { createIgnoreRules } from '../code/ignore-rules.ts';
import type { Manifest } from './manifest-contents.ts';
import type { IgnoreRequest, ManifestReply, ManifestRequest, ParseRequest } from './manifest-thread.ts';
import { createManifestParser, parseManifest } from './manifest.ts';
import { uploadedText } from './uploaded-text.ts';

/** More manifests than anybody edits at a time. */
const maxParsers = 10;

/** Of the manifests that are being edited, the last one last. */
const parsers = new Map<string, (text: string) => Manifest>();

answerRequests(replyTo);

function replyTo(request: ManifestRequest): ManifestReply {
  switch (request.kind) {
    case 'parse':
      return { kind: 'parsed', manifest: parsed(request) };
    case 'ignore':
      return ignored(request);
    case 'fill':
      return { kind: 'filled', uploaded: uploadedText(request.text, process.env) };
  }
}

function parsed({ text, open }: ParseRequest): Manifest {
  if (open === undefined) return parseManifest(text, process.env);
  const parser = parsers.get(open) ?? createManifestParser(process.env);
  parsers.delete(open);
  parsers.set(open, parser);
  const [oldest] = parsers.keys();
  if (parsers.size > maxParsers && oldest !== undefined) parsers.delete(oldest);
  return parser(text);
}

function ignored({ gitignores, paths, ignoreCase }: IgnoreRequest): ManifestReply {
  const rules = createIgnoreRules(gitignores, { ignoreCase });
  try {
    return { kind: 'ignored', ignored: paths.map((path) => rules.ignores(path)), notApplied: rules.notApplied };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
