/** A DOI that leads to its work. */
export const DoiLink = ({ doi }: { doi: string }) => (
  <a href={`https://doi.org/${doi}`} rel="noreferrer">
    doi:{doi}
  </a>
);
