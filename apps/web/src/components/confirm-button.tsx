'use client';
import { useState } from 'react';
import { Button } from './button';

interface ConfirmButtonProps {
  readonly text: string;
  readonly label: string;
  readonly sureText: string;
  readonly sureLabel: string;
  readonly onConfirm: () => void;
}

/** A button that acts at the second press, not by a slip. */
export function ConfirmButton({ text, label, sureText, sureLabel, onConfirm }: ConfirmButtonProps) {
  const [isSure, setSure] = useState(false);
  const press = () => {
    setSure(!isSure);
    if (isSure) onConfirm();
  };
  return (
    <Button
      size="small"
      variant={isSure ? 'danger' : 'secondary'}
      aria-label={isSure ? sureLabel : label}
      onClick={press}
      onBlur={() => setSure(false)}
    >
      {isSure ? sureText : text}
    </Button>
  );
}
