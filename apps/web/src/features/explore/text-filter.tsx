'use client';
import type { ComponentProps } from 'react';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a key after which what is typed counts. */
const PAUSE_MS = 500;

interface TextFilterProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly value: string;
  /** Called at Enter, on leaving the field, and after a pause in typing. */
  readonly onCommit: (text: string) => void;
  readonly onType?: (text: string) => void;
}

/** A field whose text goes into the address, but not at every key, and not while Japanese is being composed. */
export function TextFilter({ value, onCommit, onType, ...rest }: TextFilterProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const committed = useRef(value);
  useEffect(() => {
    // What was written into the address by someone else: a saved view, the back button.
    if (value === committed.current) return;
    committed.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = (next: string) => {
    clearTimeout(timer.current);
    if (next === committed.current) return;
    committed.current = next;
    onCommit(next);
  };
  return (
    <input
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      value={text}
      onChange={({ target, nativeEvent }) => {
        setText(target.value);
        onType?.(target.value);
        clearTimeout(timer.current);
        if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) timer.current = setTimeout(() => commit(target.value.trim()), PAUSE_MS);
      }}
      onBlur={({ target }) => commit(target.value.trim())}
      onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && commit(event.currentTarget.value.trim())}
    />
  );
}
