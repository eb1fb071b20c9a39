#!/usr/bin/env bash
# Draws a run's latent grid at every snapshot, about 1000 x 1000 pixels each: RUN -> FOLDER/step-NNNNNNNN.png.
#
# Usage: annotated_grids.sh VAE-VIZ RUN FOLDER   VAE-VIZ is the program.
set -euo pipefail

program=$1 run=$2 folder=$3
mkdir -p "$folder"
for snapshot in "$run"/snapshots/step-*.safetensors; do
    name=$(basename "$snapshot" .safetensors)
    "$program" figure latent-grid "$run" --snapshot "$((10#${name#step-}))" --scale 1.4 \
        --output "$folder/$name.png" > /dev/null
done
