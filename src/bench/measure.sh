#!/usr/bin/env bash
# Measures everything that the page about performance shows, on this machine, and makes its tables and charts anew.
# Takes about 90 minutes and 30 GB under target/bench; nothing else should run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/../.."
results=src/bench/results
python=target/oracle-venv/bin/python # made by the unit tests; without it NumPy is not measured

bench() { # CLASS CSV ARGUMENTS
  echo "== $2"
  ./mvnw -q -Pbench verify "-Dbench.main=io.memmap.bench.$1" "-Dbench.args=--csv $results/$2 $3"
}

bench ReadBenchmark read-alone.csv "--only ^1d/ $([ -x $python ] && echo --python $python)"
bench ReadBenchmark read.csv ''
bench AggregateBenchmark sum-float32.csv '--bytes 8g --rounds 7 --warmup 30 --only ^1d/|^overhead.*/memmap$'
bench AggregateBenchmark sum-float64.csv '--bytes 8g --rounds 7 --warmup 30 --only ^1d-float64/|^overhead.*/memmap$'
bench AggregateBenchmark sum-column.csv '--table-bytes 8g --rounds 7 --warmup 30 --only ^16/|^overhead.*/memmap$'
bench AggregateBenchmark sum-column-alone.csv '--table-bytes 8g --rounds 15 --warmup 30 --only ^16/aggregate/(memmap|java-loop|c-loop)$|^overhead.*/memmap$'
bench QuestionsBenchmark questions.csv "--bytes 2g $([ -x $python ] && echo --python $python)"
pyspark=target/pyspark-venv/bin/python # made by the integration tests; without it functions of Python are not measured
if [ -x $pyspark ]; then
  ./mvnw -q package -DskipTests
  $pyspark src/bench/python/functions.py "target/spark-memmap-$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml).jar" --csv $results/functions.csv
fi
bench WriteBenchmark write.csv '--table-bytes 1g --rounds 7'

./mvnw -q -Pbench verify -Dbench.main=io.memmap.bench.PerformancePage
