/** The beginnings of the names of packages that call no address of their own. */
const quietScopes =
  '@atlaskit/ @babel/ @codemirror/ @dnd-kit/ @emotion/ @floating-ui/ @forge/ @fortawesome/ @headlessui/ @heroicons/ @hello-pangea/ @mui/ @popperjs/ @radix-ui/ @reduxjs/ @testing-library/ @tiptap/ @types/'.split(
    ' ',
  );

/** Names of packages for which there are others, like `lodash` and `lodash.get` or `lodash-es`. */
const quietFamilies =
  'core-js d3 date-fns highlight.js lodash markdown-it mdast prosemirror react redux rehype remark unist'.split(' ');

/** Other packages that call no address of their own: they only compute, or change pages. */
const quietPackages: ReadonlySet<string> = new Set(
  `
  @atlassian/forge-conf-utils @tanstack/react-table @tanstack/react-virtual adf-builder adm-zip ajv archiver async
  base-64 base64-js bignumber.js bottleneck buffer chart.js cheerio classnames clsx color cron-parser crypto-js
  csv-parse csv-parser csv-stringify csv-writer dayjs decimal.js deep-equal dequal diff docx dompurify dotenv echarts
  entities escape-html eventemitter3 events expr-eval fast-deep-equal fast-xml-parser fflate file-saver form-data
  framer-motion fuse.js handlebars he html-entities htmlparser2 i18next i18next-icu immer immutable jose jotai js-yaml jsdiff json5
  jsonwebtoken jspdf jszip jwt-decode jwt-simple lucide-react luxon marked mathjs memoize-one mime mime-types mitt
  moment moment-timezone ms mustache nanoid neverthrow node-html-markdown node-html-parser object-hash p-limit pako
  papaparse path-browserify pdfkit polished preact prop-types qs query-string ramda recharts reflect-metadata
  regenerator-runtime rxjs sanitize-html semver shortid showdown sortablejs striptags styled-components svelte
  tailwind-merge tailwindcss tiny-invariant tslib turndown underscore use-debounce uuid uuid-random validator vue
  web-vitals xlsx xml2js xstate yaml yazl yup zod zustand
  `
    .trim()
    .split(/\s+/),
);

/** Modules of Node that reach other computers, or start programs that may. */
const loudBuiltins = /^(?:node:)?(?:https?|http2|net|tls|dgram|child_process|cluster|dns)(?:\/|$)/;

const builtins =
  /^(?:node:.*|assert|async_hooks|buffer|constants|crypto|diagnostics_channel|events|fs|inspector|module|os|path|perf_hooks|process|punycode|querystring|readline|stream|string_decoder|timers|tty|url|util|v8|vm|wasi|worker_threads|zlib)(?:\/promises|\/web)?$/;

/** What packages are named, with a file in them. */
const packageName = /^(?:@[a-z\d~-][\w.~-]*\/)?(?:node:)?[a-z\d~-][\w.~-]*(?:\/[\w./~@-]*)?$/;

/** Files of packages that are no code. */
const noCode = /\.(?:css|s[ac]ss|less|json|svg|png|woff2?)$/;

/** Whether a package, as it is imported, may call addresses by itself; then no address can be called unused. */
export function mayCallByItself(module: string): boolean {
  if (!packageName.test(module) || noCode.test(module)) return false;
  return loudBuiltins.test(module) || !(builtins.test(module) || isQuiet(module));
}

function isQuiet(module: string): boolean {
  const name = /^(?:@[^/]*\/)?[^/]*/.exec(module)?.[0] ?? module;
  return (
    quietPackages.has(name) ||
    quietScopes.some((scope) => module.startsWith(scope)) ||
    quietFamilies.some((family) => name === family || name.startsWith(`${family}-`) || name.startsWith(`${family}.`))
  );
}
