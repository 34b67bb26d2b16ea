'use client';
import { useState } from 'react';
import { Button } from './button';

interface ConfirmButtonProps {
  readonly text: string;
  readonly label: string;
  readonly sureText: string;
  readonly sureLabel: string;
  /** Until it is pressed. */
  readonly variant?: 'secondary' | 'quiet';
  readonly onConfirm: () => void;
}

/** A button that acts at the second press, not by a slip. */
export function ConfirmButton({ text, label, sureText, sureLabel, variant = 'secondary', onConfirm }: ConfirmButtonProps) {
  const [isSure, setSure] = useState(false);
  const press = () => {
    setSure(!isSure);
    if (isSure) onConfirm();
  };
  return (
    <Button size="small" variant={isSure ? 'danger' : variant} aria-label={isSure ? sureLabel : label} onClick={press} onBlur={() => setSure(false)}>
      {isSure ? sureText : text}
    </Button>
  );
}
