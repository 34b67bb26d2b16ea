#!/bin/sh
# What other programs read in what we write: reference.json. Needs .peers/venv (benchmarks/peers/install.sh); cod-tools where installed.
# From the repository: sh packages/core/test/golden/formats/written/generate.sh
set -eu
folder="$(cd "$(dirname "$0")" && pwd)"
root="$folder/../../../../../.."
texts="$(mktemp)"
[ -f "$folder/reference.json" ] || echo '{ "texts": [] }' > "$folder/reference.json"
(cd "$root" && KESSHO_WRITTEN_TEXTS="$texts" npx vitest run --project unit "$folder/written.test.ts" > /dev/null 2>&1 || true)
"$root/.peers/venv/bin/python" "$folder/read_written.py" "$texts" > "$folder/reference.json.new"
mv "$folder/reference.json.new" "$folder/reference.json"
rm "$texts"
