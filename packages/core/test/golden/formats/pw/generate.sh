#!/bin/sh
# Inputs by `kessho convert`, outputs by pw.x 6.7 (Debian: quantum-espresso, quantum-espresso-data), and what ASE reads in them (.peers/venv).
# Cutoffs and mesh are far too small for physics and large enough for numbers that are not zero. From the repository: sh packages/core/test/golden/formats/pw/generate.sh
set -eu
cd "$(dirname "$0")"
root=../../../../../..
run="$(mktemp -d)"
for calculation in scf vc-relax; do
  node $root/apps/cli/dist/main.js convert strained-silicon.vasp $calculation.pwi --calculation $calculation --pseudopotentials pseudopotentials.json --kpoints 125
  sed "s|'./pseudo'|'/usr/share/espresso/pseudo'|; s|'./out'|'$run'|" $calculation.pwi > "$run/input"
  OMP_NUM_THREADS=1 pw.x -in "$run/input" | sed "s|$run|out|g" > $calculation.pwo
done
$root/.peers/venv/bin/python read_outputs.py > reference.json
rm -r "$run"
