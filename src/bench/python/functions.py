"""Measures functions of NumPy over a large array: in one process of NumPy, and on a cluster in the ways that Spark has.

    python src/bench/python/functions.py JAR [--bytes 1g] [--rounds 3] [--folder target/bench] [--csv FILE] [--only dot]

All contenders compute the same values by the same function; they differ in how the rows reach it. Rounds alternate between the
contenders. Python needs pyspark, numpy, pandas and pyarrow.
"""

import argparse
import os
import platform
import statistics
import sys
import time

# One process of NumPy is one thread, and so is each worker of Spark
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

TOKENS = 1 << 16
UNITS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def pieces(rows):
    """Parts of some rows that fit into the caches of a processor: temporary arrays of all rows would not."""
    step = max(1, (1 << 20) // max(1, rows[:1].nbytes))
    return (rows[first:first + step] for first in range(0, len(rows), step))


def dot(rows):
    query = np.linspace(-1, 1, rows.shape[1], dtype="f4")
    return np.concatenate([piece.astype("f4") @ query for piece in pieces(rows)])


def peak(rows):
    """The strongest frequency of each row, but 0."""
    return np.concatenate([1 + np.abs(np.fft.rfft(piece)[:, 1:]).argmax(axis=1) for piece in pieces(rows)])


def histogram(rows):
    return sum(np.bincount(piece, minlength=TOKENS) for piece in pieces(rows))


class Question:
    """An array and a function of its rows, which gives a number for each row, or counts for all of them."""

    def __init__(self, name, dtype, columns, function, counts=False):
        self.name, self.dtype, self.columns = name, np.dtype(dtype), columns
        self.function, self.counts = function, counts

    def make(self, path, size):
        rows = size // (self.dtype.itemsize * max(1, self.columns))
        shape = (rows, self.columns) if self.columns else (rows,)
        random = np.random.default_rng(1)
        array = np.lib.format.open_memmap(path, "w+", self.dtype, shape)
        for first in range(0, rows, 1 << 14):
            some = array[first:first + (1 << 14)]
            some[...] = random.zipf(1.3, some.shape) % TOKENS if self.counts else random.standard_normal(some.shape, "f4")

    def frames(self, arrays):
        """What a worker returns for its rows, which come in several arrays: values of each, or counts of all."""
        if self.counts:
            yield pd.DataFrame({"value": [sum(map(self.function, arrays), np.zeros(TOKENS, "i8")).tobytes()]})
        else:
            for rows in arrays:
                yield pd.DataFrame({"value": self.function(rows).astype("f8")})

    @property
    def schema(self):
        return "value binary" if self.counts else "value double"

    def answer(self, results):
        """One number that all contenders must agree upon."""
        if self.counts:
            counts = [np.frombuffer(row.value, "i8") for row in results.collect()]
            return float(sum(counts, np.zeros(TOKENS)) @ np.arange(TOKENS))
        return results.agg(F.sum("value")).head()[0]

    def numpy(self, path):
        """One process of NumPy."""
        values = self.function(np.load(path, mmap_mode="r"))
        return float(values @ np.arange(TOKENS)) if self.counts else float(values.astype("f8").sum())


QUESTIONS = [
    Question("dot", "<f2", 768, dot),
    Question("fft", "<f4", 4096, peak),
    Question("bincount", "<u2", 0, histogram, counts=True),
]


class Ways:
    """How the rows of an array reach a function on a cluster."""

    def __init__(self, spark, question, path, parquet):
        self.spark, self.question, self.path, self.parquet = spark, question, path, parquet

    def read(self, **options):
        return self.spark.read.format("memmap").options(**options).load(self.path)

    def ranges(self):
        question = self.question

        def mapped(frames):
            for ranges in frames:
                for r in ranges.to_dict("records"):
                    bytes_ = np.memmap(r["file"], "u1", "r", r["start"], r["bytes"])
                    yield np.ndarray(r["shape"], r["dtype"], bytes_, r["offset"], r["strides"])

        return self.read(layout="ranges").mapInPandas(lambda frames: question.frames(mapped(frames)), question.schema)

    def blocks(self):
        question = self.question

        def decoded(frames):
            for blocks in frames:
                for block in blocks["value"]:
                    rows = np.frombuffer(block, question.dtype)
                    yield rows.reshape(-1, question.columns) if question.columns else rows

        rows = max(1, (4 << 20) // (question.dtype.itemsize * max(1, question.columns)))
        blocks = self.read(layout="bytes", rangeRows=rows)
        return blocks.mapInPandas(lambda frames: question.frames(decoded(frames)), question.schema)

    def by_rows(self, table):
        question = self.question

        def stacked(frames):
            for rows in frames:
                if len(rows):
                    yield np.stack(rows["value"]) if question.columns else rows["value"].to_numpy()

        return table.mapInPandas(lambda frames: question.frames(stacked(frames)), question.schema)

    def rows(self):
        table = self.read(layout="array" if self.question.columns else "columns")
        return self.by_rows(table.toDF("value"))

    def in_parquet(self):
        if not os.path.exists(self.parquet):
            table = self.read(layout="array" if self.question.columns else "columns").toDF("value")
            table.write.option("compression", "none").parquet(self.parquet)
        return self.by_rows(self.spark.read.parquet(self.parquet))

    def empty(self):
        """Starts the same tasks and workers, which return no row."""
        schema = self.question.schema

        def run(frames):
            for frame in frames:
                yield pd.DataFrame({"value": []}).astype("object" if "binary" in schema else "f8")

        return self.read(layout="ranges").mapInPandas(run, schema)


def measure(question, ways, rounds):
    """The seconds of each round of each contender."""
    contenders = {
        "numpy": lambda: question.numpy(ways.path),
        "empty": lambda: question.answer(ways.empty()),
        "ranges": lambda: question.answer(ways.ranges()),
        "blocks": lambda: question.answer(ways.blocks()),
        "rows": lambda: question.answer(ways.rows()),
        "parquet": lambda: question.answer(ways.in_parquet()),
    }
    expected = contenders["numpy"]()
    for name, run in contenders.items():  # a round that warms up
        answer = run()
        if name != "empty" and not np.isclose(answer, expected, rtol=1e-3):
            raise SystemExit(f"{question.name}: {name} found {answer}, NumPy {expected}")
    seconds = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            begin = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begin)
    return seconds


def size_of(text):
    return int(float(text[:-1]) * UNITS[text[-1]]) if text[-1] in UNITS else int(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jar", help="the connector")
    parser.add_argument("--bytes", type=size_of, default="1g", help="of each array; bincount takes a quarter")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", default="target/bench", help="for the arrays, which are kept")
    parser.add_argument("--csv", help="writes the medians to this file")
    parser.add_argument("--only", help="one of " + ", ".join(question.name for question in QUESTIONS))
    return parser.parse_args()


def main():
    given = arguments()
    spark = (SparkSession.builder.master("local[2]").config("spark.jars", given.jar).config("spark.driver.memory", "3g")
             .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    os.makedirs(given.folder, exist_ok=True)
    lines = [f"# {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, Spark {spark.version}, Python "
             f"{platform.python_version()}, NumPy {np.__version__}, 2 threads, {given.rounds} rounds",
             "contender,bytes,median_s"]
    for question in QUESTIONS:
        if given.only in (None, question.name):
            size = given.bytes // (4 if question.counts else 1)
            path = os.path.abspath(os.path.join(given.folder, f"{question.name}-{size}.npy"))
            if not os.path.exists(path):
                question.make(path, size)
            seconds = measure(question, Ways(spark, question, path, path + ".parquet"), given.rounds)
            lines += report(question, size, seconds)
    spark.stop()
    if given.csv:
        with open(given.csv, "w") as file:
            file.write("\n".join(lines) + "\n")


def report(question, size, seconds):
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    bound = 0.7 * medians["numpy"] + medians["empty"]
    print(f"{question.name}: {size >> 20} MiB")
    for name, median in medians.items():
        print(f"  {name:<8} {median:8.3f} s  {medians['numpy'] / median:6.2f} x NumPy"
              f"  {medians['parquet'] / median:6.1f} x Parquet  ({' '.join(f'{one:.3f}' for one in sorted(seconds[name]))})")
    print(f"  0.7 x NumPy + empty = {bound:.3f} s: {'met' if medians['ranges'] <= bound else 'not met'}", flush=True)
    return [f"{question.name}/{name},{size},{median:.4f}" for name, median in medians.items()]


if __name__ == "__main__":
    main()
