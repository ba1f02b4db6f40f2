"""Tests Python functions over arrays: wide rows, limits, functions that fail and workers that die.

    python functions.py        in an empty directory, with the connector's jar given to Spark
"""

import os
import signal
import unittest

import numpy as np
import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import pandas_udf, udf

# If true, Spark passes the reader's batches to Python; conf/ sets false, since plain functions hang
# on Spark 4.2
COLUMNAR_INPUT = "spark.sql.execution.arrow.pythonUDF.columnarInput.enabled"

spark = SparkSession.builder.appName("functions").getOrCreate()
LINE = tuple(int(part) for part in spark.version.split(".")[:2])
MIB = 1 << 20
MOST_BYTES = 16 * MIB


def load(path, **options):
    return spark.read.format("memmap").options(numPartitions=2, **options).load(path)


@pandas_udf("long")
def values_at_once(values: pd.Series) -> pd.Series:
    return pd.Series([len(values)] * len(values))


def row_total(row):
    """The sum of a row; nested rows are ndarrays of ndarrays."""
    return sum(map(row_total, row)) if row.dtype == object else row.sum(dtype="float64")


@pandas_udf("double")
def total(values: pd.Series) -> pd.Series:
    return values.map(row_total)


@pandas_udf("double")
def total_of_two(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.astype("float64") + other


def batch_sums(batches):
    for batch in batches:
        yield pd.DataFrame({"sum": [row.sum(dtype="float64") for row in batch["value"]]})


def arrow_sums(batches):
    for batch in batches:
        block = batch.column("value")
        rows = block.flatten().to_numpy().reshape(len(block), -1)
        yield pa.RecordBatch.from_arrays([pa.array(rows.sum(axis=1, dtype="float64"))], ["sum"])


def found(frame):
    return sorted(row[0] for row in frame.collect())


class Functions(unittest.TestCase):
    """Each test has two minutes, so that a test that hangs fails by name."""

    @classmethod
    def setUpClass(cls):
        random = np.random.default_rng(5)
        cls.wide = random.integers(0, 100, (40, MIB // 4)).astype("float32")  # 1 MiB a row
        np.save("wide.npy", cls.wide)
        cls.images = random.integers(0, 9, (40, 16, MIB // 64)).astype("float32")  # 1 MiB, nested
        np.save("images.npy", cls.images)
        cls.columns = random.integers(0, 9, (3000, 1000)).astype("float32")
        np.save("columns.npy", cls.columns)
        cls.long = np.arange(100_000, dtype="float64")
        np.save("long.npy", cls.long)

    def setUp(self):
        spark.conf.set(COLUMNAR_INPUT, "true")
        signal.signal(signal.SIGALRM, self.took_too_long)
        signal.alarm(120)

    def tearDown(self):
        signal.alarm(0)

    def took_too_long(self, *_):
        raise TimeoutError("the query hangs")

    def is_whole(self, frame, rows):
        self.assertLessEqual(max(found(frame)), rows if LINE >= (4, 2) else 10_000)

    def test_wide_rows(self):
        rows = load("wide.npy", layout="array")
        expected = sorted(self.wide.sum(axis=1, dtype="float64"))
        self.assertEqual(found(rows.select(total("value"))), expected)
        self.assertEqual(found(rows.mapInPandas(batch_sums, "sum double")), expected)
        self.assertEqual(found(rows.mapInArrow(arrow_sums, "sum double")), expected)
        self.is_whole(rows.select(values_at_once("value")), MOST_BYTES // MIB)

    def test_nested_arrays(self):
        for layout in ["array", "bytes"]:
            rows = load("images.npy", layout=layout)
            self.is_whole(rows.select(values_at_once("value")), MOST_BYTES // MIB)
        rows = load("images.npy", layout="array")
        expected = sorted(self.images.sum(axis=(1, 2), dtype="float64"))
        self.assertEqual(found(rows.select(total("value"))), expected)

    def test_many_columns(self):
        rows = load("columns.npy").select(total_of_two("_c7", "_c999").alias("two"), "*")
        sums = rows.selectExpr("sum(two)", "sum(_c7)", "count(_c500)").head()
        expected = [self.columns[:, [7, 999]].sum(), self.columns[:, 7].sum(), 3000]
        self.assertEqual(list(sums), expected)

    def test_limit(self):
        rows = load("wide.npy", layout="array", rowIndex="i")
        some = rows.limit(3).select(total("value"))
        self.assertEqual(found(some), sorted(self.wide[:3].sum(axis=1, dtype="float64")))
        some = rows.select(total("value"), "i").limit(3)
        self.assertEqual(len(some.collect()), 3)
        some = rows.mapInPandas(batch_sums, "sum double").limit(3)
        self.assertEqual(len(some.collect()), 3)
        some = rows.mapInArrow(arrow_sums, "sum double").limit(3)
        self.assertEqual(len(some.collect()), 3)

    def test_cells(self):
        np.save("f.npy", np.asfortranarray(self.columns[:, :100]))
        for path in ["f.npy", "columns.npy"]:
            cells = load(path, layout="cells")
            self.is_whole(cells.limit(200_000).select(values_at_once("value")), 32_768)

    def test_plain_functions(self):
        plus_one = udf(lambda value: value + 1, "double")
        for columnar in ["false", "true"] if LINE >= (4, 3) else ["false"]:
            spark.conf.set(COLUMNAR_INPUT, columnar)
            rows = load("long.npy").select(plus_one("value").alias("more"))
            self.assertEqual([row[0] for row in rows.limit(3).collect()], [1, 2, 3])
            self.assertEqual(rows.where("more > 99999").count(), 1)
        wide = load("wide.npy", layout="array").limit(3).select(udf(len, "int")("value"))
        self.assertEqual(found(wide), [MIB // 4] * 3)

    def test_functions_that_fail(self):
        def refuse(values):
            raise ValueError("of this kind")

        def refuse_batches(batches):
            for batch in batches:
                refuse(batch)
            yield batch

        rows = load("wide.npy", layout="array")
        self.fails(rows.select(pandas_udf(refuse_series, "double")("value")), "of this kind")
        self.fails(rows.mapInPandas(refuse_batches, "sum double"), "of this kind")
        self.fails(rows.mapInArrow(refuse_batches, "sum double"), "of this kind")
        self.fails(rows.select(udf(refuse, "double")("value")), "of this kind")

    def test_workers_that_die(self):
        def end(batches):
            for _ in batches:
                os._exit(3)
            yield pd.DataFrame()

        rows = load("wide.npy", layout="array")
        if LINE != (4, 2):  # where an error of Spark ends the JVM
            self.fails(rows.select(pandas_udf(end_series, "double")("value")), "Python worker")
        self.fails(rows.mapInPandas(end, "sum double"), "Python worker")
        self.fails(rows.mapInArrow(end, "sum double"), "Python worker")

    def fails(self, frame, reason):
        with self.assertRaisesRegex(Exception, reason):
            frame.collect()
        self.assertEqual(load("long.npy").count(), 100_000)
        self.assertEqual(found(load("long.npy").selectExpr("sum(value + 0)")), [self.long.sum()])


def refuse_series(values: pd.Series) -> pd.Series:
    raise ValueError("of this kind")


def end_series(values: pd.Series) -> pd.Series:
    os._exit(3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
