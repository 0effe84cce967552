/**
 * Packages that call no address of their own: Forge's, those of pages, and what only computes. Any other package may, and
 * then no address can be called unused.
 */
const quiet =
  /^(?:@forge\/|@atlaskit\/|@atlassian\/forge-conf-utils|@babel\/|@types\/|@emotion\/|@mui\/|@dnd-kit\/|@hello-pangea\/|@tiptap\/|@codemirror\/|@radix-ui\/|@floating-ui\/|@fortawesome\/|@heroicons\/|@headlessui\/|@popperjs\/|@reduxjs\/|@tanstack\/react-(?:table|virtual)|@testing-library\/|d3(?:-|$)|lodash(?:[-./]|$)|react(?:[-/]|$)|redux(?:-|$)|date-fns(?:[-/]|$)|core-js(?:\/|$)|highlight\.js(?:\/|$)|prosemirror-|remark(?:-|$)|rehype(?:-|$)|unist-|mdast-|markdown-it(?:-|$)|i18next(?:$|-icu))|^(?:[^./@][^/]*\.css|adf-builder|adm-zip|ajv|archiver|async|base-64|base64-js|bignumber\.js|bottleneck|buffer|chart\.js|cheerio|classnames|clsx|color|cron-parser|crypto-js|csv-parse|csv-parser|csv-stringify|csv-writer|dayjs|decimal\.js|deep-equal|dequal|diff|docx|dompurify|dotenv|echarts|entities|escape-html|eventemitter3|events|expr-eval|fast-deep-equal|fast-xml-parser|fflate|file-saver|form-data|framer-motion|fuse\.js|handlebars|he|html-entities|htmlparser2|immer|immutable|jotai|js-yaml|jsdiff|jspdf|jszip|jwt-decode|jwt-simple|jsonwebtoken|jose|json5|lucide-react|luxon|marked|mathjs|memoize-one|mime|mime-types|mitt|moment(?:-timezone)?|ms|mustache|nanoid|neverthrow|node-html-markdown|node-html-parser|object-hash|p-limit|pako|papaparse|path-browserify|pdfkit|polished|preact|prop-types|qs|query-string|ramda|recharts|reflect-metadata|regenerator-runtime|rxjs|sanitize-html|semver|shortid|showdown|sortablejs|striptags|styled-components|svelte|tailwind-merge|tailwindcss|tiny-invariant|tslib|turndown|underscore|use-debounce|uuid|uuid-random|validator|vue|web-vitals|xlsx|xml2js|xstate|yaml|yazl|yup|zod|zustand)(?:\/|$)/;

/** Modules of Node that reach other computers, or start programs that may. */
const loudBuiltins = /^(?:node:)?(?:https?|http2|net|tls|dgram|child_process|cluster|dns)(?:\/|$)/;

const builtins =
  /^(?:node:.*|assert|async_hooks|buffer|constants|crypto|diagnostics_channel|events|fs|inspector|module|os|path|perf_hooks|process|punycode|querystring|readline|stream|string_decoder|timers|tty|url|util|v8|vm|wasi|worker_threads|zlib)(?:\/promises|\/web)?$/;

/** What packages are named, with a file in them. */
const packageName = /^(?:@[a-z\d~-][\w.~-]*\/)?(?:node:)?[a-z\d~-][\w.~-]*(?:\/[\w./~@-]*)?$/;

/** Files of packages that are no code. */
const noCode = /\.(?:css|s[ac]ss|less|json|svg|png|woff2?)$/;

/** Whether a package, as it is imported, may call addresses by itself. */
export function mayCallByItself(module: string): boolean {
  if (!packageName.test(module) || noCode.test(module)) return false;
  return loudBuiltins.test(module) || !(builtins.test(module) || quiet.test(module));
}
