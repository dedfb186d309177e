import type { ComponentChild, ComponentProps } from 'preact';
import { Sheet } from '../../../kit/parts/sheet.tsx';

/** A sheet that belongs to the conversation alone: Escape leaves it, and not the screen below as well. */
export function OwnSheet(props: ComponentProps<typeof Sheet>): ComponentChild {
  return (
    <div
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.stopPropagation();
      }}
    >
      <Sheet {...props} />
    </div>
  );
}
