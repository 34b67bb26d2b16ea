/**
 * How a solid yields to pressure, before anything has been relaxed: Murnaghan's equation (1944, doi:10.1073/pnas.30.9.244) with one bulk modulus and one
 * derivative for all. Soft phases yield more than that, hard ones less.
 */
const BULK_MODULUS_GPA = 150;
const DERIVATIVE = 4;

/** Volume under pressure over volume without. Beyond what the equation can stretch, the volume without pressure. */
export const compressedVolumeRatio = (pressureGPa: number): number => (pressureGPa <= 0 ? 1 : stiffening(pressureGPa) ** (-1 / DERIVATIVE));

/**
 * GPa by which the volume without pressure is multiplied to give the enthalpy that the pressure adds, H(P) − E(0):
 * B₀/(B′ − 1) · [(1 + B′P/B₀)^(1 − 1/B′) − 1], which is P itself to first order.
 */
export const effectivePressureGPa = (pressureGPa: number): number =>
  pressureGPa <= 0 ? pressureGPa : (BULK_MODULUS_GPA / (DERIVATIVE - 1)) * (stiffening(pressureGPa) ** (1 - 1 / DERIVATIVE) - 1);

const stiffening = (pressureGPa: number): number => 1 + (DERIVATIVE * pressureGPa) / BULK_MODULUS_GPA;
