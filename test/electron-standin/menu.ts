import type { PageFrame } from './frames.ts';
import { record } from './recording.ts';
import { focusedWindow, type StandinWindow } from './windows.ts';

interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly submenu?: readonly Template[];
  readonly click?: (item: MenuItem, window: StandinWindow | null, event: object) => void;
}

export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | null;
  enabled: boolean;
  readonly #template: Template;

  constructor(template: Template) {
    this.#template = template;
    this.id = template.id;
    this.label = template.label ?? template.role ?? '';
    this.role = template.role;
    this.accelerator = template.accelerator;
    this.enabled = template.enabled ?? true;
    this.submenu = template.submenu ? Menu.buildFromTemplate(template.submenu) : null;
  }
  click(): void {
    if (!this.enabled) return;
    if (this.#template.click) this.#template.click(this, focusedWindow(), {});
    else record('menu.role', this.role);
  }
}

type Key = Extract<PageFrame, { t: 'key' }>;

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly Template[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.items.push(new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
  itemForKey(key: Key): MenuItem | null {
    for (const item of this.items) {
      if (item.submenu) {
        const found = item.submenu.itemForKey(key);
        if (found) return found;
      } else if (item.enabled && item.accelerator && isPressed(item.accelerator, key)) return item;
    }
    return null;
  }
}

function isPressed(accelerator: string, key: Key): boolean {
  const parts = accelerator.toLowerCase().split('+');
  const command = parts.some((part) => ['cmdorctrl', 'commandorcontrol', 'ctrl', 'control'].includes(part));
  return (
    key.key.toLowerCase() === parts.at(-1) &&
    command === (key.control || key.meta) &&
    parts.includes('shift') === key.shift &&
    parts.includes('alt') === key.alt
  );
}
