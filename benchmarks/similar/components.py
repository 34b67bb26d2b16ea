"""How far the leading principal components of fingerprints narrow down a search; see task.md.

usage: python components.py FILE.bin [QUERIES]
"""

import sys

import numpy as np

LENGTH = 64
NEAREST = 11

fingerprints = np.fromfile(sys.argv[1], dtype="<i2").reshape(-1, LENGTH).astype(float) / 32767
queries = int(sys.argv[2]) if len(sys.argv) > 2 else 300
centered = fingerprints - fingerprints.mean(0)
variances, vectors = np.linalg.eigh(centered.T @ centered / len(centered))
variances, vectors = variances[::-1], vectors[:, ::-1]
shares = np.cumsum(variances) / variances.sum()
components = centered @ vectors
left = {count: [] for count in (2, 4, 8, 12)}
for query in np.random.default_rng(1).choice(len(fingerprints), queries, replace=False):
    squares = ((fingerprints - fingerprints[query]) ** 2).sum(1)
    limit = np.partition(squares, NEAREST)[NEAREST] + 1e-12
    for count, numbers in left.items():
        numbers.append((((components[:, :count] - components[query, :count]) ** 2).sum(1) <= limit).sum())
print(f"{len(fingerprints)} crystals, {queries} queries")
for count, numbers in left.items():
    median, most = np.quantile(numbers, [0.5, 0.95])
    print(f"{count} components: {100 * shares[count - 1]:.0f} % of the variance, {median:.0f} crystals left in the median, {most:.0f} in one of twenty")
