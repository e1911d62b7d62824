/** Light, dark, or as the system has it. */
import { element } from './element.js';

const themes = ['system', 'light', 'dark'] as const;

export function themeButton(): HTMLElement {
  const button = element('button', { type: 'button' });
  let chosen = 0;
  const show = () => {
    const theme = themes[chosen] ?? 'system';
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    button.textContent = `Theme: ${theme}`;
  };
  button.addEventListener('click', () => {
    chosen = (chosen + 1) % themes.length;
    show();
  });
  show();
  return button;
}
