#!/usr/bin/env bash
# The whole service on one topic, from its first message to its last: RAW files under $OUT, dead letters on $DLQ in the
# form that the checker of the comparison reads. docs/performance.md says what it is compared with.
# Environment: TOPIC, BOOT (host:port), OUT, DLQ, CP (folder for state); SLUICE_JAVA_OPTS, SLUICE_SET (more settings).
set -euo pipefail
: "${TOPIC:?} ${BOOT:?} ${OUT:?} ${DLQ:?} ${CP:?}"
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$OUT" "$CP"
dataset=bench-$(date +%s)-$$
sed "s/DATASET/$dataset/" "$home/benchmarks/end-to-end/books.yaml" >"$CP/definition.yaml"

settings=()
for setting in sluice.input.topic="$TOPIC" server.address=127.0.0.1 ${SLUICE_SET:-}; do settings+=(--set "$setting"); done
SLUICE_JAVA_OPTS=${SLUICE_JAVA_OPTS--Xms1g -Xmx1g -XX:+UseParallelGC} "$home/sluice" run \
  --definition "$CP/definition.yaml" --bootstrap "$BOOT" --raw "$OUT" --state-dir "$CP/state" --port 0 "${settings[@]}" &
service=$!
trap 'kill "$service" 2>/dev/null || true' EXIT

java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m \
  -cp "$home/benchmarks/target/classes:$(cat "$home/benchmarks/target/class-path.txt")" \
  dev.sluice.benchmarks.EndToEnd "$BOOT" "$dataset" "$TOPIC" "$DLQ" "$service"
kill "$service"
wait "$service" || [ $? = 143 ]
