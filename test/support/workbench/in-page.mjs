// Functions that run inside the page of the workbench. Each is sent there by itself, so that it holds all it needs.

/** Rows of a tree, from top to bottom. */
export const readRows = (elements) => {
  const textOf = (row, selector) => row.querySelector(selector)?.textContent.trim() ?? '';
  // Rows that are being redrawn may be out of the page already.
  const shown = elements.filter((row) => row.isConnected);
  const list = shown[0]?.closest('.monaco-list').getBoundingClientRect();
  const isWhole = ({ top, bottom }) => top >= list.top && bottom <= list.bottom;
  return shown
    .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
    .sort((one, other) => one.index - other.index)
    .map(({ row, index }) => ({
      index,
      whole: isWhole(row.getBoundingClientRect()),
      label: textOf(row, '.label-name'),
      description: textOf(row, '.label-description'),
      spoken: row.getAttribute('aria-label') ?? '',
      level: Number(row.getAttribute('aria-level')),
      expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : undefined,
    }));
};

/** The letter that a decoration puts at the end of a row, or an empty text. */
export const readBadge = (row) => {
  const { content } = getComputedStyle(row.querySelector('.monaco-icon-label'), '::after');
  return content.startsWith('"') ? JSON.parse(content) : '';
};

/**
 * A menu ignores the mouse by a timer of 100 ms from when it is drawn; one that is set later and runs as long ends
 * later.
 */
export const mouseIsTaken = () => new Promise((resolve) => setTimeout(resolve, 100));

/** Choices of a quick pick. */
export const readChoices = (elements) => {
  const textOf = (row, selector) => row.querySelector(selector)?.textContent.trim() ?? '';
  return elements.map((row) => ({
    label: textOf(row, '.label-name'),
    description: textOf(row, '.label-description'),
    checked: row.querySelector('[role="checkbox"][aria-checked="true"]') !== null,
  }));
};

/** Notifications. */
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

/** The box of a text within a line of an editor, whose words are drawn apart. */
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

/** Whether a text is among the states of the extensions that the browser keeps. */
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
 * Scrolls the list of an app panel to a row, and from there by some rows more, until others are drawn. Gives the
 * indices of the drawn rows before and after that, and of those in which anything changed.
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
  // After a jump, the rows out of view are drawn once scrolling rests.
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
