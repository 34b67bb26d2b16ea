/** 1 eV/Å³ in GPa: the elementary charge in 10⁻²¹ C times 1000, exact since 2019. */
export const GPA_PER_EV_PER_CUBIC_ANGSTROM = 160.2176634;
