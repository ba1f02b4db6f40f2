"""Tests DataFrames with pandas, Arrow, Python functions and SQL; results are compared with NumPy.

    python frames.py        in an empty directory, with the connector's jar given to Spark
"""

import unittest

import numpy as np
import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, pandas_udf

spark = SparkSession.builder.appName("frames").getOrCreate()
ROWS, COLUMNS = 1000, 6
A = np.random.default_rng(11).standard_normal((ROWS, COLUMNS)).astype("float32")


def load(path, **options):
    return spark.read.format("memmap").options(numPartitions=3, **options).load(path)


class Frames(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        np.save("a.npy", A)
        A.tofile("a.dat")

    def test_to_pandas(self):
        frame = load("a.npy").toPandas()
        self.assertEqual(list(frame.columns), [f"_c{j}" for j in range(COLUMNS)])
        self.assertEqual(set(frame.dtypes), {np.dtype("float32")})
        np.testing.assert_array_equal(frame.to_numpy(), A)

    def test_pandas_keeps_integers_and_times(self):
        records = np.zeros(5, dtype="i8,?,M8[us],u2")
        records["f0"] = 2**62 + np.arange(5)
        records["f1"] = [True, False, True, True, False]
        records["f2"] = np.datetime64("2024-02-29T01:02:03.000004") + np.arange(5)
        records["f3"] = 65535 - np.arange(5)
        np.save("records.npy", records)
        frame = load("records.npy").toPandas()
        for name in records.dtype.names:
            np.testing.assert_array_equal(frame[name].to_numpy(), records[name])

    def test_from_pandas(self):
        frame = pd.DataFrame(A, columns=list("abcdef"))
        spark.createDataFrame(frame).write.format("memmap").mode("overwrite").save("back.npy")
        np.testing.assert_array_equal(np.load("back.npy"), A)

    def test_to_arrow(self):
        """Each column becomes an ndarray without a copy; so does a whole array column."""
        table = load("a.npy").toArrow()
        for j in range(COLUMNS):
            chunks = [chunk.to_numpy(zero_copy_only=True) for chunk in table.column(j).chunks]
            np.testing.assert_array_equal(np.concatenate(chunks), A[:, j])

        rows = load("a.npy", layout="array").toArrow()
        at = 0
        for chunk in rows.column("value").chunks:
            block = chunk.flatten().to_numpy(zero_copy_only=True).reshape(-1, COLUMNS)
            np.testing.assert_array_equal(block, A[at:at + len(block)])
            at += len(block)
        self.assertEqual(at, ROWS)

    def test_map_in_arrow(self):
        def norms(batches):
            for batch in batches:
                block = batch.column("value").flatten().to_numpy().reshape(-1, COLUMNS)
                made = [batch.column("i"), pa.array(np.linalg.norm(block, axis=1))]
                yield pa.RecordBatch.from_arrays(made, ["i", "norm"])

        rows = load("a.npy", layout="array", rowIndex="i").mapInArrow(norms, "i long, norm float")
        found = rows.toPandas().sort_values("i")
        self.assertEqual(found["i"].tolist(), list(range(ROWS)))
        np.testing.assert_allclose(found["norm"], np.linalg.norm(A, axis=1), rtol=1e-6)

    def test_pandas_udf_on_bytes(self):
        """A function gets a block of rows, whose joined bytes are one ndarray."""
        @pandas_udf("double")
        def total(rows: pd.Series) -> pd.Series:
            block = np.frombuffer(b"".join(rows), dtype="float32").reshape(len(rows), -1)
            return pd.Series(block.sum(axis=1, dtype="float64"))

        blobs = load("a.dat", layout="bytes", dtype="float32", shape=str(A.shape))
        found = blobs.select(total("value").alias("t")).toPandas()["t"]
        np.testing.assert_allclose(found, A.sum(axis=1, dtype="float64"), rtol=1e-12)
        self.assertEqual(bytes(blobs.first()["value"]), A[0].tobytes())

    def test_sql_on_files(self):
        """The catalog comes from conf/spark-defaults.conf."""
        one = spark.sql("SELECT max(_c2), count(*) FROM arrays.`a.npy`").first()
        self.assertEqual(tuple(one), (A[:, 2].max(), ROWS))
        path = f"arrays.`a.dat?dtype=float32&shape={ROWS},{COLUMNS}`"
        two = spark.sql(f"SELECT * FROM {path} WHERE _row >= 990 ORDER BY _row").toPandas()
        np.testing.assert_array_equal(two.to_numpy(), A[990:])

    def test_predictions_beside_their_input(self):
        """Rows may arrive in any order; each prediction is written at its index."""
        weights = np.linspace(-1, 1, COLUMNS, dtype="float32")

        @pandas_udf("float")
        def predict(rows: pd.Series) -> pd.Series:
            return pd.Series(np.stack(rows) @ weights)

        rows = load("a.npy", layout="array", rowIndex="i").repartition(4, "i").orderBy(-col("i"))
        predictions = rows.select("i", predict("value").alias("y"))
        (predictions.write.format("memmap").mode("overwrite").option("rowIndex", "i")
         .option("dtype", A.dtype).option("shape", (ROWS,)).save("predictions.npy"))

        saved = np.load("predictions.npy", mmap_mode="r")
        self.assertEqual((saved.dtype, saved.shape), (A.dtype, (ROWS,)))
        np.testing.assert_allclose(saved, A @ weights, rtol=1e-5, atol=1e-6)


if __name__ == "__main__":
    unittest.main(verbosity=2)
