#!/bin/sh
# Install the programs that the benchmarks compare with into .peers/venv (ignored by git): CHGNet, pymatgen, ASE, PyXtal, CrySPY, from PyPI.
# PYTHON names the interpreter (3.11 or later); TORCH_INDEX_URL another index for PyTorch, such as one with the smaller builds without CUDA.
set -eu
cd "$(dirname "$0")/../.."
"${PYTHON:-python3}" -m venv .peers/venv
.peers/venv/bin/pip install --quiet --upgrade pip
# PyPI's build of PyTorch runs on the CPU too, but brings CUDA along on Linux.
if [ -n "${TORCH_INDEX_URL:-}" ]; then .peers/venv/bin/pip install --quiet 'torch==2.13.0' --index-url "$TORCH_INDEX_URL"; fi
.peers/venv/bin/pip install --quiet 'chgnet==0.4.2' 'pymatgen==2026.10.24' 'ase==3.29.0' 'pyxtal==1.1.5' 'csp-cryspy==1.5.0' 'torch==2.13.0'
.peers/venv/bin/python -c 'import ase, chgnet, cryspy, pymatgen.core, pyxtal'
