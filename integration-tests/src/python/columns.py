"""Tests Python functions that get the columns of arrays as Arrow has them, against NumPy.

    python columns.py          in an empty directory, with the connector's jar given to Spark

From Spark 4.2 on, Spark passes numbers on without making rows of them; before, it makes rows. The
results are the same.
"""

import os
import time
import unittest

import numpy as np
import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import pandas_udf

try:
    from pyspark.sql.functions import arrow_udf
except ImportError:  # before Spark 4.1
    arrow_udf = None

COLUMNAR_INPUT = "spark.sql.execution.arrow.pythonUDF.columnarInput.enabled"
NUMBERS = ["i1", "<i2", "<i4", "<i8", "<f4", "<f8", "u1", "<u2", "<u4", "<f2", ">i2", ">i4", ">f8"]
ROWS = 60_000

spark = SparkSession.builder.appName("columns").getOrCreate()
random = np.random.default_rng(11)


def load(path, **options):
    options = {"numPartitions": 3, "batchRows": 7000, "rowIndex": "i", **options}
    return spark.read.format("memmap").options(**options).load(path)


def bits(dtype, shape):
    """Random bits, so also NaN, infinity and -0.0."""
    dtype = np.dtype(dtype)
    count = int(np.prod(shape)) * dtype.itemsize
    return np.frombuffer(random.bytes(count), dtype).reshape(shape)


def same(result):
    """A function that returns its argument, whatever arrives."""
    return pandas_udf(lambda values: values, result)


def in_order(frame):
    return frame.toPandas().sort_values("i", ignore_index=True)


def stacked(rows):
    """Rows of arrays, which are nested ndarrays of objects, as one array."""
    return np.array([stacked(row) if row.dtype == object else row for row in rows])


class Columns(unittest.TestCase):
    def setUp(self):
        spark.conf.set(COLUMNAR_INPUT, "true")

    def equal(self, found, expected):
        """Numbers are the same, though they may have become wider; pandas has one NaN only."""
        found = np.asarray(found)
        expected = expected.astype(found.dtype)
        self.assertEqual(found.shape, expected.shape)
        self.assertTrue(np.array_equal(found, expected, equal_nan=found.dtype.kind == "f"))
        numbers = expected == expected
        self.assertTrue(np.array_equal(np.signbit(found[numbers]), np.signbit(expected[numbers])))

    def test_numbers(self):
        for dtype in NUMBERS:
            with self.subTest(dtype=dtype):
                array = bits(dtype, ROWS)
                np.save("a.npy", array)
                rows = load("a.npy")
                result = rows.schema["value"].dataType
                found = in_order(rows.select(same(result)("value").alias("f"), "value", "i"))
                self.equal(found["f"], array)
                self.equal(found["value"], array)
                self.equal(found["i"], np.arange(ROWS))

    @unittest.skipUnless(arrow_udf, "Spark has no arrow_udf")
    def test_bits(self):
        for dtype, as_bits, result in [("<f4", "i4", "int"), ("<f8", "i8", "long")]:
            array = bits(dtype, ROWS)
            np.save("a.npy", array)
            function = lambda values: pa.array(values.to_numpy().view(as_bits))
            for columnar in ("true", "false"):
                spark.conf.set(COLUMNAR_INPUT, columnar)
                frame = load("a.npy").select(arrow_udf(function, result)("value").alias("f"), "i")
                self.equal(in_order(frame)["f"], array.view(as_bits))

    def test_arguments_of_a_function(self):
        np.save("a.npy", random.integers(-9, 9, (ROWS, 4)).astype("<f4"))
        array = np.load("a.npy")
        np.save("f.npy", np.asfortranarray(array))

        @pandas_udf("double")
        def weighted(i: pd.Series, one: pd.Series, other: pd.Series) -> pd.Series:
            return i * 1.0 + one * 2 + other * 3

        for path in ["a.npy", "f.npy"]:
            rows = load(path)
            found = in_order(rows.select(weighted("i", "_c3", "_c1").alias("f"), "*"))
            self.equal(found["f"], np.arange(ROWS) + array[:, 3] * 2.0 + array[:, 1] * 3.0)
            for column in range(4):
                self.equal(found[f"_c{column}"], array[:, column])

    def test_rows(self):
        for dtype, row in [("<f4", (768,)), ("<f2", (48,)), (">i4", (5,)), ("<i8", (3, 4, 2))]:
            with self.subTest(dtype=dtype, row=row):
                array = random.integers(-99, 99, (900, *row)).astype(dtype)
                np.save("rows.npy", array)
                rows = load("rows.npy", layout="array", batchRows=70)
                result = rows.schema["value"].dataType
                frame = rows.select("value", "i")
                if arrow_udf:
                    passed = arrow_udf(lambda values: values, result)
                    frame = rows.select(passed("value").alias("f"), "value", "i")
                    self.equal(stacked(in_order(frame)["f"]), array)
                self.equal(stacked(in_order(frame)["value"]), array)

                @pandas_udf("double")
                def total(values: pd.Series) -> pd.Series:
                    return pd.Series([float(stacked([row])[0].sum()) for row in values])

                found = in_order(rows.select(total("value").alias("f"), "i"))
                expected = array.sum(axis=tuple(range(1, array.ndim)), dtype="f8")
                self.equal(found["f"], expected)

    def test_folders(self):
        parts = {}
        for year in (2023, 2024, 2025):
            os.makedirs(f"all/year={year}", exist_ok=True)
            parts[year] = bits("<i4", 10_000)
            np.save(f"all/year={year}/a.npy", parts[year])
        rows = load("all", numPartitions=2)
        found = rows.select(same("int")("value").alias("f"), "value", "year", "i").toPandas()
        for year, array in parts.items():
            one = found[found.year == year].sort_values("i")
            self.equal(one["f"], array)
            self.equal(one["value"], array)

    def test_filters_and_limits(self):
        array = bits("<i4", ROWS)
        np.save("a.npy", array)
        rows = load("a.npy")
        function = same("int")
        found = in_order(rows.where("i between 100 and 40000").select(function("value"), "i"))
        self.equal(found.iloc[:, 0], array[100:40_001])
        found = in_order(rows.where("value > 0").select(function("value"), "i"))
        self.equal(found.iloc[:, 0], array[array > 0])
        frame = rows.select(function("value").alias("f"), "value", "i")
        found = in_order(frame.where("f < 5"))
        self.equal(found["value"], array[array < 5])
        self.equal(in_order(frame.limit(9_000))["f"], array[:9_000])
        self.equal(in_order(rows.limit(9_000).select(function("value"), "i"))["i"], np.arange(9_000))

    def test_a_file_that_is_cut_before_it_is_read(self):
        path = os.path.abspath("cut.npy")
        np.save(path, bits("<i4", ROWS))
        frame = load(path).select(same("int")("value").alias("f"), "value")
        os.truncate(path, 1_000)
        with self.assertRaisesRegex(Exception, "cut.npy: .* needs 240128 bytes, found 1000"):
            frame.collect()
        self.nothing_is_mapped(path)

    def test_functions_that_fail(self):
        path = os.path.abspath("failing.npy")
        np.save(path, bits("<i4", ROWS))

        def refuse(values: pd.Series) -> pd.Series:
            raise ValueError("of this kind")

        frame = load(path).select(pandas_udf(refuse, "int")("value"), "value")
        with self.assertRaisesRegex(Exception, "of this kind"):
            frame.collect()
        self.nothing_is_mapped(path)

    def nothing_is_mapped(self, path):
        """The JVM has no mapping of the file, once its tasks have ended."""
        pid = spark._jvm.java.lang.ProcessHandle.current().pid()
        for _ in range(600):
            with open(f"/proc/{pid}/maps") as maps:
                if path not in maps.read():
                    return
            time.sleep(0.1)
        self.fail(f"{path} stays mapped")


if __name__ == "__main__":
    unittest.main(verbosity=2)
