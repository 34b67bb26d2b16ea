#!/usr/bin/env bash
# Label, train and judge on a machine with an accelerator that nothing else can be fetched from, in calls of limited time. The same command each time:
#
#     bash training/potential/distill/on_device.sh INPUTS
#
# INPUTS holds crystals.npz and start.pt of prepare.py and the teacher's .pt, and whatever files earlier machines gave back. The first
# call labels, the following ones train, the last one judges; each continues from STATE on the same machine, or from INPUTS on a fresh one.
# Results go to OUT, flat: labels-*.npz and held-out-*.npz, or checkpoint.pt, student.pt, log.jsonl, report.json, report.md, robust.json.
set -euo pipefail

inputs=$1
here=$(cd "$(dirname "$0")" && pwd)
state=${STATE:-/tmp/distill}
out=${OUT:-$state/out}
name=${NAME:-student}
seed=${SEED:-1}
call_minutes=${CALL_MINUTES:-9.2}     # of this call
label_minutes=${LABEL_MINUTES:-8}     # in all; 0 to train on the labels that INPUTS has
train_minutes=${TRAIN_MINUTES:-14}    # in all
most_bytes=${MOST_BYTES:-50000000}    # of labels that OUT takes
processes=${PROCESSES:-12}
label_options=${LABEL_OPTIONS:-}
train_options=${TRAIN_OPTIONS:-}
export PYTHONUNBUFFERED=1 OMP_NUM_THREADS=${OMP_NUM_THREADS:-2}

begin=$(date +%s)
left() { python3 -c "import time; print(max(0.1, $call_minutes - (time.time() - $begin) / 60 - ${1:-0}))"; }
mkdir -p "$state" "$out"
cp -rn "$inputs"/. "$state"/ || true  # coreutils 9.2 to 9.4 fail where a file is there already
for kind in held-out labels; do
  for file in "$state/$kind"-shard-*.npz; do
    [[ -e $file ]] || continue
    mkdir -p "$state/$kind"
    mv -f "$file" "$state/$kind/${file##*/"$kind"-}"
  done
done
if [[ -e $inputs/checkpoint.pt && ! -e $state/$name/checkpoint.pt ]]; then
  mkdir -p "$state/$name"
  cp "$inputs"/{checkpoint.pt,student.pt,log.jsonl} "$state/$name"/
fi
teacher=$(find "$state" -maxdepth 1 -name 'nequix*.pt' | head -n 1)
for needed in "$state/crystals.npz" "$state/start.pt" "$teacher"; do
  [[ -e $needed ]] || { echo "INPUTS lacks crystals.npz, start.pt or nequix*.pt" >&2; exit 1; }
done
python3 -c "import torch; print(torch.__version__, torch.cuda.get_device_name() if torch.cuda.is_available() else 'no accelerator')"

# shellcheck disable=SC2086 # options are words
if [[ $label_minutes != 0 && ! -e $state/labeled-$seed ]]; then
  if [[ ! -d $state/held-out ]]; then
    minutes=$(python3 -c "print(0.25 * $label_minutes)")
    python3 "$here/label.py" "$state" --teacher "$teacher" --part held-out --minutes "$minutes" --processes "$processes" --pack $label_options
  fi
  minutes=$(python3 -c "print(min($(left 0.8), 0.75 * $label_minutes))")
  python3 "$here/label.py" "$state" --teacher "$teacher" --seed "$seed" --minutes "$minutes" --processes "$processes" --pack $label_options
  touch "$state/labeled-$seed"
  for kind in held-out labels; do
    for file in "$state/$kind"/shard-*.npz; do
      size=$(stat -c %s "$file")
      if (( size < most_bytes )); then
        cp "$file" "$out/$kind-$(basename "$file")"
        most_bytes=$((most_bytes - size))
      else
        echo "stays behind: $file, $size bytes"
      fi
    done
  done
  exit 0
fi

spent=$(python3 -c "import torch; print(torch.load('$state/$name/checkpoint.pt', weights_only=True)['seconds'] / 60)" 2>/dev/null || echo 0)
if python3 -c "raise SystemExit(0 if $spent < $train_minutes - 0.05 else 1)"; then
  # shellcheck disable=SC2086
  python3 "$here/train.py" "$state" "$name" --minutes "$train_minutes" --this-run "$(left 1.0)" $train_options | tail -n 40
fi
cp "$state/$name"/{checkpoint.pt,student.pt,log.jsonl} "$out"/
if python3 -c "raise SystemExit(0 if $(left) > 0.7 else 1)"; then
  python3 "$here/evaluate.py" "$state" --models start "$name" --out "$out/report.json" | tee "$out/report.md"
  seconds=$(python3 -c "print(max(10, 60 * $(left) - 15))")
  timeout "$seconds" python3 "$here/robust.py" "$state" "$name" --teacher "$teacher" --starts "${STARTS:-10000}" --out "$out/robust.json" ||
    echo "robust.py did not end in time"
fi
