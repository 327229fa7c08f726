import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { chooseImport } from '../state/actions.ts';
import { useOpenCase } from '../state/window-store.ts';

/** Log files and folders dropped anywhere on the window are imported. */
export function DropTarget({ children }: { readonly children: ReactNode }): ReactNode {
  const openCase = useOpenCase();
  const [over, setOver] = useState(false);
  const depth = useRef(0);

  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a keyboard equal, the import command
    <div
      className="drop-target"
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return;
        depth.current++;
        setOver(true);
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = carriesFiles(event) && openCase?.readOnly !== true ? 'copy' : 'none';
      }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        const paths = [...event.dataTransfer.files].map((file) => window.stillhunt.pathOfDroppedFile(file)).filter((path) => path !== '');
        if (paths.length > 0) void chooseImport(paths);
      }}
    >
      {children}
      {over && (
        <div className="drop-veil" role="status">
          <div>
            {openCase === null
              ? 'Drop to import into a new case'
              : openCase.readOnly
                ? 'This case is open read-only'
                : `Drop to import into ${openCase.name}`}
          </div>
        </div>
      )}
    </div>
  );
}
