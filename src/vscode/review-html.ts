import {
  choicesOf,
  type Review,
  type ReviewChoice,
  type ReviewPart,
  type ReviewSubject,
  type ReviewTable,
} from './review.ts';
import style from './review-page.css';
import { spelledOut } from './shown-text.ts';

/** The page's only script: tells the number of the pressed button. */
const script = `
const api = acquireVsCodeApi();
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button[data-choice]') : null;
  if (button) api.postMessage({ choice: Number(button.dataset.choice) });
});
`;

/** The HTML of a review; nothing in its texts is read as markup, and the page loads nothing. */
export function reviewHtml<T>(review: Review<T>, { nonce, language }: { nonce: string; language: string }): string {
  const numbers = new Map(choicesOf(review).map((choice, index) => [choice, index]));
  const draw = (choice: ReviewChoice<T>) => choiceHtml(choice, numbers.get(choice) ?? -1);
  const [only, ...others] = review.subjects;
  const isOne = only !== undefined && others.length === 0;
  const choices = choicesHtml(review.choices, draw);
  // Without a main choice, what stands in the way comes first.
  const isFirst = review.choices.some(({ primary }) => primary === true);
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
  <head>
    <meta charset="utf-8">
    <title>${escape(review.title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'">
    <style nonce="${nonce}">${style}</style>
  </head>
  <body>
    <main>
      <h1>${escape(review.title)}</h1>
      ${isOne ? paragraph(only.verdict, 'verdict') : ''}
      ${isFirst ? choices : ''}
      ${review.subjects.map((subject) => subjectHtml(subject, isOne, draw)).join('\n')}
      ${isFirst ? '' : choices}
    </main>
    <script nonce="${nonce}">${script}</script>
  </body>
</html>
`;
}

function subjectHtml<T>(
  { name, verdict, facts, parts, table }: ReviewSubject<T>,
  isOne: boolean,
  draw: (choice: ReviewChoice<T>) => string,
): string {
  const pairs = facts.map(([label, value]) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`).join('');
  return `<section class="subject"${isOne ? '' : ` aria-label="${escape(name)}"`}>
    ${isOne ? '' : `<h2>${escape(name)}</h2>${paragraph(verdict, 'verdict')}`}
    ${parts.map((part) => partHtml(part, isOne ? 'h2' : 'h3', draw)).join('')}
    ${pairs === '' ? '' : `<dl>${pairs}</dl>`}
    ${table ? tableHtml(table, !isOne && table.caption === name) : ''}
  </section>`;
}

function partHtml<T>(
  { heading, paragraphs, choices }: ReviewPart<T>,
  level: 'h2' | 'h3',
  draw: (choice: ReviewChoice<T>) => string,
): string {
  return `<div class="part">
    <${level}>${escape(heading)}</${level}>
    ${paragraphs.map((text) => paragraph(text)).join('')}
    ${choicesHtml(choices, draw)}
  </div>`;
}

function choicesHtml<T>(choices: readonly ReviewChoice<T>[], draw: (choice: ReviewChoice<T>) => string): string {
  return choices.length === 0 ? '' : `<div class="choices">${choices.map(draw).join('')}</div>`;
}

function choiceHtml<T>({ label, consequence, primary, text }: ReviewChoice<T>, number: number): string {
  return `<div class="choice">
    <button type="button"${primary === true ? ' class="primary"' : ''} data-choice="${number}" aria-describedby="choice-${number}">${escape(label)}</button>
    <span id="choice-${number}">${escape(consequence)}</span>
    ${text === undefined ? '' : `<pre>${escape(text)}</pre>`}
  </div>`;
}

/** A caption that only repeats the heading above it is left to screen readers. */
function tableHtml({ caption, columns, rows, tones = [] }: ReviewTable, isRepeated: boolean): string {
  const heads = columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('');
  const body = rows
    .map((cells, index) => {
      const tone = tones[index];
      return `<tr${tone === undefined ? '' : ` class="${tone}"`}>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
    })
    .join('');
  return `<table><caption${isRepeated ? ' class="spoken"' : ''}>${escape(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table>`;
}

function paragraph(text: string, className = ''): string {
  return `<p${className === '' ? '' : ` class="${className}"`}>${escape(text)}</p>`;
}

/** Text as HTML shows it literally, with what nobody would see spelled out; line breaks stay. */
function escape(text: string): string {
  return text
    .split('\n')
    .map((line) => spelledOut(line))
    .join('\n')
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
