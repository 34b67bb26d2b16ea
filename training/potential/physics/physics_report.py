"""Tables and plots of `results.json`: a section of a model card, and two pictures.

    python training/potential/physics/physics_report.py --model "CHGNet 0.3.0" --card packages/models/energy/chgnet/0.3.0/MODEL_CARD.md --images docs/images

The section HEADING of the card is written anew, or put before "Where it fails". Needs NumPy alone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

RESULTS = Path(__file__).parent / "results.json"
TEACHER = "Nequix-OAM"
HEADING = "## Thirty common crystals beside a larger potential"
BEFORE = "## Where it fails"
COLORS = {TEACHER: "#0b6e8a", "model": "#c2571a"}
COLUMNS, PANEL, GAP = 6, 110, 34


def percent(own: float, other: float) -> float:
    return 100 * (own / other - 1)


def optical(row: dict) -> float:
    """Root mean square of the frequencies at Γ, THz: √(trace of the force constants over the masses); nan for one atom."""
    values = np.array(row["frequencies"])
    return float(np.sqrt(np.mean(values**2))) if len(values) else float("nan")


def summary(results: dict, model: str) -> list[str]:
    """Mean deviations from the teacher, signed and absolute, and of both from the moduli that others computed."""
    own, teacher, crystals = results["models"][model], results["models"][TEACHER], results["crystals"]

    def line(title: str, deviations: list[float]) -> str:
        values = np.array([d for d in deviations if np.isfinite(d)])
        return f"| {title} | {len(values)} | {values.mean():+.1f} % | {np.abs(values).mean():.1f} % | {np.abs(values).max():.0f} % |"

    volumes = results["volumes"]
    rows = [
        f"| {model} against {TEACHER} | crystals | mean | mean absolute | largest |", "|---|---|---|---|---|",
        line("volume", [percent(a["volumePerAtom"], b["volumePerAtom"]) for a, b in zip(own, teacher)]),
        line("bulk modulus", [percent(a["bulk"], b["bulk"]) for a, b in zip(own, teacher)]),
        line("shear modulus", [percent(a["shear"], b["shear"]) for a, b in zip(own, teacher)]),
        *(line(name, [percent(a["cubic"][k], b["cubic"][k]) for a, b in zip(own, teacher) if "cubic" in a]) for k, name in enumerate(("C₁₁", "C₁₂", "C₄₄"))),
        line("energy at 0.9 of the volume", [percent(a["curve"][0], b["curve"][0]) for a, b in zip(own, teacher)]),
        line(f"energy at {volumes[-1]:g} of the volume", [percent(a["curve"][-1], b["curve"][-1]) for a, b in zip(own, teacher)]),
        line("frequencies at Γ, root mean square", [percent(optical(a), optical(b)) for a, b in zip(own, teacher)]),
    ]
    for source in ("Materials Project", "AFLOW"):
        for title, values in ((model, own), (TEACHER, teacher)):
            both = [(row, c["moduli"][source]) for row, c in zip(values, crystals) if source in c["moduli"]]
            if both:
                rows.append(line(f"bulk modulus: {title} against {source}", [percent(row["bulk"], m[0]) for row, m in both]))
                rows.append(line(f"shear modulus: {title} against {source}", [percent(row["shear"], m[1]) for row, m in both]))
    return rows


def each(results: dict, model: str) -> list[str]:
    own, teacher = results["models"][model], results["models"][TEACHER]
    rows = [
        "| crystal | volume, Å³/atom | bulk modulus, GPa | shear modulus, GPa | C₁₁, C₁₂, C₄₄, GPa | energy at 0.9 and 1.1 of the volume, meV/atom | Γ, THz |",
        "|---|---|---|---|---|---|---|",
    ]
    for crystal, a, b in zip(results["crystals"], own, teacher):
        def pair(form: str, x: float, y: float) -> str:
            return f"{x:{form}} ({y:{form}})" if np.isfinite(x) and np.isfinite(y) else "–"

        cubic = ", ".join(pair(".0f", x, y) for x, y in zip(a["cubic"], b["cubic"])) if "cubic" in a else "–"
        ends = ", ".join(pair(".0f", 1000 * a["curve"][k], 1000 * b["curve"][k]) for k in (0, -1))
        rows.append(
            f"| {crystal['name']}, {crystal['type']} | {pair('.2f', a['volumePerAtom'], b['volumePerAtom'])} | {pair('.0f', a['bulk'], b['bulk'])} "
            f"| {pair('.0f', a['shear'], b['shear'])} | {cubic} | {ends} | {pair('.1f', optical(a), optical(b))} |"
        )
    return rows


def notes(results: dict) -> list[str]:
    """What did not converge, and what a potential holds unstable at Γ or against shear; logarithmic axes leave the latter out."""
    lines = []
    for title, rows in results["models"].items():
        names = [c["name"] for c, row in zip(results["crystals"], rows) if not row["converged"]]
        unstable = [c["name"] for c, row in zip(results["crystals"], rows) if row["frequencies"] and min(row["frequencies"]) < -0.1]
        lines += [f"Not converged with {title}: {', '.join(names)}."] if names else []
        yielding = [c["name"] for c, row in zip(results["crystals"], rows) if row["shear"] <= 0]
        lines += [f"Unstable at Γ with {title}: {', '.join(unstable)}."] if unstable else []
        lines += [f"Without resistance to shear with {title}: {', '.join(yielding)}."] if yielding else []
    return lines


def section(results: dict, model: str) -> str:
    lines = [
        HEADING,
        "Relaxed with either potential, strained and displaced, all in float64 (`training/potential/physics/check_physics.py`). "
        f"{TEACHER} is a larger potential and no truth: moduli that others computed stand beside. Elastic constants are those of relaxed atoms.",
        "", *summary(results, model), "", f"{model}, and {TEACHER} in parentheses; C of cubic crystals, Γ the root mean square frequency:", "", *each(results, model), "",
    ]
    return "\n".join([*lines, *notes(results), ""])


def write_section(card: Path, text: str) -> None:
    content = card.read_text()
    if HEADING in content:
        start = content.index(HEADING)
        end = content.find("\n## ", start + 1)
        content = content[:start] + text + (content[end:] if end >= 0 else "")
    else:
        content = content.replace(BEFORE, f"{text}\n{BEFORE}")
    card.write_text(content)


def svg(width: float, height: float, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif" font-size="10" fill="#222">'
    return "\n".join([head, f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>', *parts, "</svg>", ""])


def curves(results: dict, model: str) -> str:
    """Small multiples: energy against volume, each from its own minimum."""
    volumes, parts = results["volumes"], []
    for k, crystal in enumerate(results["crystals"]):
        left, top = 40 + (k % COLUMNS) * (PANEL + GAP), 40 + (k // COLUMNS) * (PANEL + GAP)
        rows = {TEACHER: results["models"][TEACHER][k], "model": results["models"][model][k]}
        highest = max(max(row["curve"]) for row in rows.values())
        parts.append(f'<rect x="{left}" y="{top}" width="{PANEL}" height="{PANEL}" fill="none" stroke="#888"/>')
        parts.append(f'<text x="{left}" y="{top - 5}">{crystal["name"]}, {crystal["type"]}</text>')
        parts.append(f'<text x="{left - 3}" y="{top + 9}" text-anchor="end">{1000 * highest:.0f}</text>')
        for name, row in rows.items():
            points = " ".join(
                f"{left + PANEL * (v - volumes[0]) / (volumes[-1] - volumes[0]):.1f},{top + PANEL * (1 - max(0.0, e) / highest):.1f}" for v, e in zip(volumes, row["curve"])
            )
            parts.append(f'<polyline points="{points}" fill="none" stroke="{COLORS[name]}" stroke-width="1.5"/>')
    height = 40 + ((len(results["crystals"]) - 1) // COLUMNS + 1) * (PANEL + GAP)
    names = ", ".join(f'<tspan fill="{COLORS[key]}">{name}</tspan>' for key, name in ((TEACHER, TEACHER), ("model", model)))
    title = f'<text x="40" y="18" font-size="12">meV/atom, volume 0.9 to 1.1 of the relaxed one: {names}</text>'
    return svg(40 + COLUMNS * (PANEL + GAP), height, [title, *parts])


def parity(results: dict, model: str) -> str:
    """Moduli and frequencies of the model over those of the teacher, logarithmic."""
    own, teacher = results["models"][model], results["models"][TEACHER]
    panels = {
        "bulk modulus, GPa": [(b["bulk"], a["bulk"]) for a, b in zip(own, teacher)], "shear modulus, GPa": [(b["shear"], a["shear"]) for a, b in zip(own, teacher)],
        "Γ, root mean square, THz": [(optical(b), optical(a)) for a, b in zip(own, teacher)],
    }
    parts, size = [], 240
    for k, (title, points) in enumerate(panels.items()):
        values = [(x, y, c["name"]) for (x, y), c in zip(points, results["crystals"]) if x > 0 and y > 0]
        low, high = min(min(v[:2]) for v in values) / 1.2, max(max(v[:2]) for v in values) * 1.2
        left, top = 50 + k * (size + 60), 30

        def at(value: float, low: float = low, high: float = high) -> float:
            return size * float(np.log(value / low) / np.log(high / low))

        parts += [
            f'<rect x="{left}" y="{top}" width="{size}" height="{size}" fill="none" stroke="#888"/>', f'<text x="{left}" y="{top - 8}" font-size="12">{title}</text>',
            f'<line x1="{left}" y1="{top + size}" x2="{left + size}" y2="{top}" stroke="#aaa" stroke-dasharray="4 4"/>',
            f'<text x="{left + size / 2}" y="{top + size + 30}" text-anchor="middle">{TEACHER}</text>',
            f'<text transform="translate({left - 34} {top + size / 2}) rotate(-90)" text-anchor="middle">{model}</text>',
        ]
        for tick in (t for t in (1, 2, 5, 10, 20, 50, 100, 200, 500) if low < t < high):
            parts.append(f'<text x="{left + at(tick):.1f}" y="{top + size + 14}" text-anchor="middle">{tick}</text>')
            parts.append(f'<text x="{left - 4}" y="{top + size - at(tick) + 3:.1f}" text-anchor="end">{tick}</text>')
        for x, y, name in values:
            parts.append(f'<circle cx="{left + at(x):.1f}" cy="{top + size - at(y):.1f}" r="3.5" fill="{COLORS["model"]}" fill-opacity="0.7"><title>{name}</title></circle>')
    return svg(50 + 3 * (size + 60), size + 76, parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="CHGNet 0.3.0")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--card", type=Path)
    parser.add_argument("--images", type=Path)
    args = parser.parse_args()
    results = json.loads(args.results.read_text())
    unfinished = [title for title in (TEACHER, args.model) if len(results["models"].get(title, [])) < len(results["crystals"])]
    if unfinished:
        raise SystemExit(f"check_physics.py has not finished {' and '.join(unfinished)}")
    text = section(results, args.model)
    print(text)
    if args.card:
        write_section(args.card, text)
    if args.images:
        (args.images / "equations-of-state.svg").write_text(curves(results, args.model))
        (args.images / "elastic-parity.svg").write_text(parity(results, args.model))


if __name__ == "__main__":
    main()
