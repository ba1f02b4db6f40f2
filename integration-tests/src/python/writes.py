"""Tests df.write from PySpark in every mode and layout; NumPy opens and compares each file.

    python writes.py        in an empty directory, with the connector's jar given to Spark
"""

import os
import unittest

import numpy as np
from pyspark.errors import AnalysisException, IllegalArgumentException
from pyspark.ml.linalg import Vectors, VectorUDT
from pyspark.sql import SparkSession
from pyspark.sql.functions import lit
from pyspark.sql.types import StructField, StructType

spark = SparkSession.builder.appName("writes").getOrCreate()


def ints(start, end, partitions=3):
    return spark.range(start, end, 1, partitions).selectExpr("cast(id as int) v")


def writer(rows, save_mode=None, /, **options):
    made = rows.write.format("memmap").options(**options)
    return made.mode(save_mode) if save_mode else made


class Writes(unittest.TestCase):
    def setUp(self):
        self.path = self.id().rsplit(".", 1)[1] + ".dat"

    def assert_array(self, expected):
        found = np.memmap(self.path, dtype=expected.dtype, mode="r", shape=expected.shape)
        self.assertEqual(os.path.getsize(self.path), expected.nbytes)
        self.assertEqual(found.tobytes(), expected.tobytes())
        left = [name for name in os.listdir(".") if name.startswith("." + self.path)]
        self.assertEqual(left, [])

    def assert_clean(self, error):
        """The error is one message without a stack trace of the JVM."""
        self.assertNotIn("\tat ", str(error))
        self.assertNotIn("Exception", str(error))

    def assert_refused(self, kind, message, write):
        with self.assertRaises(kind) as caught:
            write.save(self.path)
        self.assertIn(message, str(caught.exception))
        self.assert_clean(caught.exception)
        return caught.exception

    def test_the_default_mode_makes_a_file_once(self):
        writer(ints(0, 100)).save(self.path)
        self.assert_array(np.arange(100, dtype="int32"))
        error = self.assert_refused(AnalysisException, self.path, writer(ints(0, 5)))
        self.assertEqual(condition(error), "PATH_ALREADY_EXISTS")
        writer(ints(0, 5), "error").save("other-" + self.path)
        self.assert_refused(AnalysisException, self.path, writer(ints(0, 5), "errorifexists"))
        self.assert_array(np.arange(100, dtype="int32"))

    def test_overwrite(self):
        writer(ints(0, 100), "overwrite").save(self.path)
        old = np.memmap(self.path, dtype="int32", mode="r")
        writer(ints(7, 17), "overwrite", mode="w+").save(self.path)
        self.assert_array(np.arange(7, 17, dtype="int32"))
        np.testing.assert_array_equal(old, np.arange(100))

    def test_ignore(self):
        writer(ints(0, 100), "ignore").save(self.path)
        writer(ints(0, 5), "ignore").save(self.path)
        self.assert_array(np.arange(100, dtype="int32"))

    def test_append(self):
        writer(ints(0, 10), "append").save(self.path)
        opened = np.memmap(self.path, dtype="int32", mode="r+")
        writer(ints(10, 25), "append").save(self.path)
        self.assert_array(np.arange(25, dtype="int32"))
        opened[0] = 99  # still the same file
        opened.flush()
        self.assertEqual(np.memmap(self.path, dtype="int32", mode="r")[0], 99)

    def test_rows_in_place(self):
        expected = np.memmap(self.path, dtype="float64", mode="w+", shape=(50, 3), offset=16)
        expected[:] = np.random.default_rng(1).random((50, 3))
        expected.flush()
        opened = np.memmap(self.path, dtype="float64", mode="r", shape=(50, 3), offset=16)
        rows = spark.range(0, 50, 7).selectExpr("id i", "id * 2D a", "-id a1", "id / 8 b")
        (writer(rows, "append", mode="r+", rowIndex="i", offset=16, casting="same_kind")
         .option("shape", expected.shape).option("dtype", expected.dtype).save(self.path))
        wanted = np.array(expected)
        for i in range(0, 50, 7):
            wanted[i] = (2 * i, -i, i / 8)
        np.testing.assert_array_equal(opened, wanted)
        self.assertEqual(os.path.getsize(self.path), 16 + wanted.nbytes)

    def test_modes_that_do_not_belong_together(self):
        writer(ints(0, 4)).save(self.path)
        for spark_mode, numpy_mode in (
            ("overwrite", "r+"), ("append", "w+"), ("errorifexists", "w+"), ("ignore", "r+"),
            ("overwrite", "r"), ("append", "c"),
        ):
            write = writer(ints(0, 4), spark_mode, mode=numpy_mode)
            self.assert_refused(
                IllegalArgumentException, "w+ goes with save mode overwrite, r+ with", write)
        self.assert_refused(
            IllegalArgumentException, "rowIndex", writer(ints(0, 4), "append", mode="r+"))
        self.assert_array(np.arange(4, dtype="int32"))

    def test_cells(self):
        for order in ("C", "F"):
            cells = spark.range(0, 60, 7).selectExpr("id % 4 i1", "id / 1D value", "id % 15 i0")
            (writer(cells, "overwrite", layout="cells", order=order, dtype="float32")
             .option("shape", (15, 4)).save(self.path))
            expected = np.zeros((15, 4), dtype="float32", order=order)
            for i in range(0, 60, 7):
                expected[i % 15, i % 4] = i
            found = np.memmap(self.path, dtype="float32", mode="r", shape=(15, 4), order=order)
            np.testing.assert_array_equal(found, expected)

    def test_arrays(self):
        a = np.arange(2 * 3 * 5, dtype="int64").reshape(5, 2, 3) ** 2
        rows = spark.createDataFrame([(m.tolist(),) for m in a], "m array<array<bigint>>")
        writer(rows).save(self.path)
        self.assert_array(a)

    def test_numpy_arrays_become_a_dataframe_and_a_file(self):
        a = np.random.default_rng(2).random((40, 6)).astype("float32")
        rows = spark.createDataFrame([(row.tolist(),) for row in a], "v array<float>")
        writer(rows).option("dtype", a.dtype).option("shape", a.shape).save(self.path)
        self.assert_array(a)

    def test_dtype_and_shape_as_numpy_has_them(self):
        a = np.arange(12).reshape(3, 4)
        for dtype, shape in (
            (np.float32, a.shape), (np.int64, [3, 4]), (np.dtype(">i2"), (np.int64(3), -1)),
            (a.dtype, a.shape), (np.float16, "3,4"), (float, (3, 4)), (np.dtype("?"), (3, 4)),
        ):
            with self.subTest(dtype=dtype, shape=shape):
                (writer(ints(0, 12, 1), "overwrite", casting="unsafe").option("dtype", dtype)
                 .option("shape", shape).save(self.path))
                self.assert_array(a.astype(dtype))
                back = (spark.read.format("memmap").option("dtype", dtype)
                        .option("shape", shape).load(self.path))
                rows = [list(row) for row in back.collect()]
                np.testing.assert_array_equal(np.array(rows), a.astype(dtype))

    def test_vectors(self):
        dense, sparse = Vectors.dense, Vectors.sparse
        for name, vectors in {
            "dense": [dense(1, 2, 3), dense(-0.0, float("nan"), 5)],
            "sparse": [sparse(3, [1], [7.0]), sparse(3, [], []), sparse(3, [0, 2], [1, 2])],
            "mixed": [sparse(3, [2], [4.0]), dense(1, 2, 3), sparse(3, {0: 1.5})],
        }.items():
            with self.subTest(name):
                writer(self.vectors(vectors), "overwrite").save(self.path)
                self.assert_array(np.array([vector.toArray() for vector in vectors]))

                (writer(self.vectors(vectors), "overwrite").option("dtype", np.float32)
                 .option("shape", (-1, 3)).option("order", "F").save(self.path))
                expected = np.array([vector.toArray() for vector in vectors], dtype="float32")
                self.assert_array(expected.T.copy())

    def test_vectors_of_other_lengths_and_nulls(self):
        dense, sparse = Vectors.dense, Vectors.sparse
        writer(self.vectors([dense(1, 2)])).save(self.path)
        for message, vectors in (
            ("ragged", [dense(1, 2, 3), dense(1, 2)]),
            ("ragged", [sparse(3, [], []), sparse(4, [], [])]),
            ("ragged", [dense(1, 2, 3), sparse(2, [], [])]),
            ("a null array", [dense(1, 2), None]),
            ("a null array", [None, dense(1, 2)]),
        ):
            with self.subTest(vectors=vectors):
                self.assert_task_fails(
                    f"column v: {message}", writer(self.vectors(vectors), "overwrite"))

    def test_values_that_do_not_fit(self):
        writer(ints(0, 2)).save(self.path)
        self.assert_task_fails(
            "column v: 256 is out of range for uint8",
            writer(ints(250, 260, 1), "overwrite", dtype="uint8"))
        self.assert_array(np.arange(2, dtype="int32"))

    def test_named_table(self):
        if spark.version.startswith("3."):
            self.skipTest("Spark 3.5's own session catalog can't load tables of V2 sources")
        spark.sql("DROP TABLE IF EXISTS arrays")
        path = os.path.abspath(self.path)
        ints(0, 10).writeTo("arrays").using("memmap").option("path", path).create()
        self.assert_array(np.arange(10, dtype="int32"))
        ints(10, 15).writeTo("arrays").append()
        self.assert_array(np.arange(15, dtype="int32"))
        self.assertEqual(spark.table("arrays").count(), 15)
        ints(3, 6).writeTo("arrays").overwrite(lit(True))
        self.assert_array(np.arange(3, 6, dtype="int32"))
        spark.sql("DROP TABLE arrays")
        self.assertTrue(os.path.exists(self.path))

    def vectors(self, values):
        schema = StructType([StructField("v", VectorUDT())])
        return spark.createDataFrame([(value,) for value in values], schema).coalesce(1)

    def assert_task_fails(self, message, write):
        """The write fails with the message, which names the column; the existing file does not change."""
        with open(self.path, "rb") as file:
            before = file.read()
        with self.assertRaises(Exception) as caught:
            write.save(self.path)
        self.assertIn(message, str(caught.exception))
        with open(self.path, "rb") as file:
            self.assertEqual(file.read(), before)


def condition(error):
    """The error class, which has another name since Spark 4.0."""
    return error.getCondition() if hasattr(error, "getCondition") else error.getErrorClass()


if __name__ == "__main__":
    unittest.main(verbosity=2)
