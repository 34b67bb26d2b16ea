"""A reliability plot as SVG: of first places given a probability in each class, which share was right, with 95 % Wilson intervals."""

from math import sqrt
from pathlib import Path

SIZE, LEFT, TOP = 320, 56, 16
Z = 1.96


def wilson(right: int, n: int) -> tuple[float, float]:
    p = right / n
    center, width = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (center - width) / (1 + Z * Z / n), (center + width) / (1 + Z * Z / n)


def write_reliability_plot(rows: list[dict], out: Path) -> None:
    """rows: predictions, meanProbability, right."""
    x = lambda value: LEFT + SIZE * value
    y = lambda value: TOP + SIZE * (1 - value)
    parts = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIZE}" height="{SIZE}" fill="#fff" stroke="#888"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#aaa" stroke-dasharray="4 4"/>',
    ]
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        parts.append(f'<text x="{x(tick):.1f}" y="{y(0) + 16}" text-anchor="middle">{tick}</text>')
        parts.append(f'<text x="{x(0) - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick}</text>')
    for row in rows:
        n, right, p = row["predictions"], row["right"], row["meanProbability"]
        low, high = wilson(right, n)
        parts.append(f'<line x1="{x(p):.1f}" y1="{y(low):.1f}" x2="{x(p):.1f}" y2="{y(high):.1f}" stroke="#0b6e8a"/>')
        parts.append(f'<circle cx="{x(p):.1f}" cy="{y(right / n):.1f}" r="{2 + sqrt(n) / 2:.1f}" fill="#0b6e8a" fill-opacity="0.75"><title>{right} of {n}</title></circle>')
    parts.append(f'<text x="{x(0.5)}" y="{y(0) + 36}" text-anchor="middle">probability given to the first place</text>')
    parts.append(f'<text transform="translate(16 {y(0.5)}) rotate(-90)" text-anchor="middle">share that was right</text>')
    width, height = LEFT + SIZE + 16, TOP + SIZE + 48
    out.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" fill="#222">\n' + "\n".join(parts) + "\n</svg>\n")
