// Functions that run inside the workbench page. Each is sent there on its own, so that it must be self-contained.

/** Returns the rows of a tree, from top to bottom. */
export const readRows = (elements) => {
  const textOf = (row, selector) => row.querySelector(selector)?.textContent.trim() ?? '';
  // Rows being redrawn may have been removed from the page.
  const shown = elements.filter((row) => row.isConnected);
  const list = shown[0]?.closest('.monaco-list').getBoundingClientRect();
  const isWhole = ({ top, bottom }) => top >= list.top && bottom <= list.bottom;
  // Decorations put their letter after the row.
  const badgeOf = (row) => {
    const { content } = getComputedStyle(row.querySelector('.monaco-icon-label'), '::after');
    return content.startsWith('"') ? JSON.parse(content) : '';
  };
  return shown
    .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
    .sort((one, other) => one.index - other.index)
    .map(({ row, index }) => ({
      index,
      top: row.getBoundingClientRect().top,
      whole: isWhole(row.getBoundingClientRect()),
      badge: badgeOf(row),
      label: textOf(row, '.label-name'),
      description: textOf(row, '.label-description'),
      spoken: row.getAttribute('aria-label') ?? '',
      level: Number(row.getAttribute('aria-level')),
      expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : undefined,
    }));
};

/**
 * Lets mouse events reach a list only if they hit the row with this label (and this index, if given). `end` stops that,
 * and returns whether a click hit the row.
 */
export const meetRow = (list, { label, index }) => {
  let met = false;
  const isRow = (row) =>
    row?.querySelector('.label-name')?.textContent.trim() === label &&
    (index === undefined || Number(row.getAttribute('data-index')) === index);
  const judge = (event) => {
    if (!isRow(event.target.closest('.monaco-list-row'))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (event.type === 'click' || event.type === 'contextmenu') met = true;
  };
  const events = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'contextmenu'];
  for (const event of events) list.addEventListener(event, judge, true);
  return {
    end: () => {
      for (const event of events) list.removeEventListener(event, judge, true);
      return met;
    },
  };
};

/** Returns the content of the topmost hover: its text, and the numbers of links and of elements other than text. */
export const readHover = (hovers) => {
  const hover = hovers.at(-1);
  return (
    hover && {
      text: hover.innerText.trim(),
      links: hover.querySelectorAll('a').length,
      foreign: hover.querySelectorAll('img, script, style, svg').length,
    }
  );
};

/** Returns the values of the facts in a section, by label. */
export const readFacts = (section) => {
  const textOf = (fact, part) => fact.querySelector(`:scope > ${part}`)?.innerText.replace(/\s+/g, ' ').trim() ?? '';
  return Object.fromEntries(
    [...section.querySelectorAll('dl.facts > div')].map((fact) => [textOf(fact, 'dt'), textOf(fact, 'dd')]),
  );
};

/** A menu ignores the mouse for 100 ms after it is drawn; a timer of the same length that is set later fires later. */
export const mouseIsTaken = () => new Promise((resolve) => setTimeout(resolve, 100));

/** Returns the choices of a quick pick. */
export const readChoices = (elements) => {
  const textOf = (row, selector) => row.querySelector(selector)?.textContent.trim() ?? '';
  return elements.map((row) => ({
    label: textOf(row, '.label-name'),
    description: textOf(row, '.label-description'),
    checked: row.querySelector('[role="checkbox"][aria-checked="true"]') !== null,
  }));
};

/** Returns the notifications. */
export const readNotifications = (elements) =>
  elements.map((toast) => ({
    severity: toast.querySelector('.codicon-error')
      ? 'error'
      : toast.querySelector('.codicon-warning')
        ? 'warning'
        : 'info',
    text: toast.querySelector('.notification-list-item-message')?.textContent.trim() ?? '',
    detail: '',
    buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map((button) =>
      button.textContent.trim(),
    ),
  }));

/** Returns the texts of the cells of rows. */
export const readCells = (rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText.trim()));

/** Returns the accessible labels of elements. */
export const readLabels = (elements) => elements.map((element) => element.getAttribute('aria-label') ?? '');

/** Returns the box of a text within a line of an editor, which draws words as separate elements. */
export const readBoxWithin = (line, text) => {
  const start = line.textContent.replaceAll('\u00a0', ' ').indexOf(text);
  if (start < 0) return undefined;
  const range = document.createRange();
  const words = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const end = at + node.textContent.length;
    if (start >= at && start < end) range.setStart(node, start - at);
    if (start + text.length > at && start + text.length <= end) range.setEnd(node, start + text.length - at);
    at = end;
  }
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x, y, width, height };
};

/** Whether the browser's storage of extension states contains a text. */
export const isStored = async (text) => {
  const request = (action) =>
    new Promise((resolve, reject) => {
      action.onsuccess = () => resolve(action.result);
      action.onerror = () => reject(action.error);
    });
  const database = await request(indexedDB.open('vscode-web-state-db-global'));
  try {
    const values = await request(database.transaction('ItemTable').objectStore('ItemTable').getAll());
    return values.some((value) => String(value).includes(text));
  } finally {
    database.close();
  }
};

/**
 * Scrolls the list of an app panel to a row, and from there by some rows, until others are drawn. Returns the indices
 * of the drawn rows before and after, and of those that changed.
 */
export const scrollByRows = async ({ to, by }) => {
  const rowHeight = 24;
  const scroller = document.querySelector('.scroller');
  const body = scroller.querySelector('.body');
  const indexOf = (row) => Number(row.getAttribute('aria-rowindex'));
  const indices = () => [...body.children].map(indexOf).sort((one, other) => one - other);
  const drawnTo = async (index) => {
    while (indices().at(-1) < index) await new Promise(requestAnimationFrame);
  };
  scroller.scrollTop = to * rowHeight;
  // After a jump, the rows out of view are drawn once scrolling ends.
  while (!indices().includes(to) || indices().at(-1) < to + by) await new Promise(requestAnimationFrame);
  const before = indices();
  const changes = [];
  const watching = new MutationObserver((records) => changes.push(...records));
  watching.observe(body, { subtree: true, childList: true, attributes: true, characterData: true });
  scroller.scrollTop += by * rowHeight;
  await drawnTo(before.at(-1) + 1);
  changes.push(...watching.takeRecords());
  watching.disconnect();
  const rows = changes.flatMap(
    ({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('.row') ?? [],
  );
  return { before, after: indices(), touched: [...new Set(rows)].map(indexOf) };
};

/**
 * Returns what axe finds on a panel's page, one line each. The page lies on the editor, whose background axe can't see.
 */
export const findBarriers = async () => {
  document.body.style.backgroundColor = 'var(--vscode-editor-background)';
  const { violations } = await globalThis.axe.run(document, { iframes: false });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`),
  );
};

/** Returns where the heads of a grid's columns and the cells of its last drawn row begin and end, in pixels. */
export const readColumns = () => {
  const edges = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return [left, right];
  };
  const cells = document.querySelector('.grid .body .row:last-child')?.children ?? [];
  return [...document.querySelectorAll('.grid .head > *')].flatMap((head, index) =>
    cells[index] ? [{ head: edges(head), cell: edges(cells[index]) }] : [],
  );
};

/** Scrolls the list or table of a panel's tab. */
export const scrollTo = ({ left, top }) => {
  const scroller = document.querySelector('.scroller');
  scroller.scrollLeft = left;
  scroller.scrollTop = top;
};

/**
 * Returns how the columns of the permissions stand in their scrolling box: how far it is scrolled, the distance of the first one from its edge,
 * the heads of the others that are cut by it or by the box's end, and how many are seen as a whole.
 */
export const readEdges = () => {
  const scroller = document.querySelector('.scroller');
  const start = scroller.getBoundingClientRect().left + scroller.clientLeft;
  const end = start + scroller.clientWidth;
  const what = document.querySelector('.permissions tbody th.what').getBoundingClientRect();
  const columns = [...document.querySelectorAll('.permissions thead th:not(.what)')].map((head) => ({
    name: head.textContent.trim(),
    ...head.getBoundingClientRect().toJSON(),
  }));
  const isCutBy = (edge, { left, right }) => left < edge - 1.5 && right > edge + 1.5;
  return {
    from: scroller.scrollLeft,
    first: Math.round(what.left - start),
    cut: columns.filter((box) => isCutBy(what.right, box) || isCutBy(end, box)).map(({ name }) => name),
    whole: columns.filter(({ left, right }) => left >= what.right - 1.5 && right <= end + 1.5).length,
  };
};
