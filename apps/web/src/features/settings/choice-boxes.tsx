import styles from './settings-view.module.css';

interface ChoiceBoxesProps<Choice extends string> {
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly nameOf: (choice: Choice) => string;
  /** In the order of the choices. */
  readonly chosen: readonly Choice[];
  readonly onChange: (chosen: readonly Choice[]) => void;
}

/** Any number of a few choices. */
export function ChoiceBoxes<Choice extends string>({ legend, choices, nameOf, chosen, onChange }: ChoiceBoxesProps<Choice>) {
  return (
    <fieldset className={styles['choices']}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="checkbox"
            checked={chosen.includes(choice)}
            onChange={({ target }) => onChange(choices.filter((other) => (other === choice ? target.checked : chosen.includes(other))))}
          />
          {nameOf(choice)}
        </label>
      ))}
    </fieldset>
  );
}
