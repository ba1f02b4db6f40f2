#!/usr/bin/env bash
# Builds the connector and runs examples/src/java/io/memmap/examples/Quickstart.java through
# spark-submit in local mode. Needs JDK 17 or newer, and the network for the first build.
#
#   examples/quickstart.sh [DIRECTORY]     folder of the arrays; default: target/quickstart
#
# If SPARK_HOME is set, that distribution's bin/spark-submit runs the program. Otherwise, the same main
# class (org.apache.spark.deploy.SparkSubmit) runs with the Spark jars that the build has downloaded.
# In both cases, conf/ is Spark's configuration directory.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
directory=${1:-$root/target/quickstart}
mkdir -p -- "$directory"
directory=$(cd -- "$directory" && pwd)
cd "$root"

# Shortens the output of Maven to a few lines; the log has all of it.
log=target/quickstart-build.log
progress() {
  local fetched=0 line
  while IFS= read -r line; do
    case "$line" in
      *"Downloaded from "*.jar*)
        fetched=$((fetched + 1))
        if ((fetched % 25 == 0)); then echo "   $fetched jars downloaded ..."; fi
        ;;
      *"Compiling "*" source files"*) echo "   compiling ..." ;;
    esac
  done
}

echo "Building (the first build downloads Spark, about 300 MB; log: $log)"
mkdir -p target
# Skips the tests, and the check of the format so that edited examples run.
if ! ./mvnw -B -Dstyle.color=never package -DskipTests -Dspotless.check.skip=true 2>&1 |
  tee "$log" | progress; then
  tail -n 30 "$log" >&2
  exit 1
fi

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
connector=target/spark-memmap-$version.jar
examples=target/spark-memmap-$version-examples.jar
submit=(--conf spark.ui.showConsoleProgress=false --class io.memmap.examples.Quickstart --jars "$connector" "$examples" "$directory")

export SPARK_CONF_DIR=$root/conf
export SPARK_LOCAL_IP=127.0.0.1
if [[ -n "${SPARK_HOME:-}" ]]; then
  echo "Submitting to $SPARK_HOME ..."
  echo
  "$SPARK_HOME/bin/spark-submit" "${submit[@]}"
else
  echo "Submitting ..."
  echo
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  "$java" @conf/java-options -Xmx1g -cp "$SPARK_CONF_DIR:$(<target/spark.classpath)" \
    org.apache.spark.deploy.SparkSubmit "${submit[@]}"
fi

cat <<END

Next, try this with the arrays in $directory:

  pip install pyspark numpy
  cd $directory
  pyspark --jars $root/$connector
  >>> df = spark.read.format("memmap").option("dtype", "int32").option("shape", "4,4").load("example.dat")
  >>> df.show()

Then continue with the notebooks in examples/notebooks, or src/site/markdown/getting-started.md.
END
