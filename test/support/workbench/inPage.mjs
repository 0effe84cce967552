// Functions that run inside the page of the workbench. Each is sent there by itself, so that it holds all it needs.

/** Rows of a tree, from top to bottom. */
export const readRows = (elements) => {
  const textOf = (row, selector) => row.querySelector(selector)?.textContent.trim() ?? '';
  const list = elements[0]?.closest('.monaco-list').getBoundingClientRect();
  const isWhole = ({ top, bottom }) => top >= list.top && bottom <= list.bottom;
  return elements
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
    severity: toast.querySelector('.codicon-error') ? 'error' : toast.querySelector('.codicon-warning') ? 'warning' : 'info',
    text: toast.querySelector('.notification-list-item-message')?.textContent.trim() ?? '',
    detail: '',
    buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map((button) => button.textContent.trim()),
  }));
