"""Tests streams into one array, which NumPy opens while it grows.

    python streams.py     in an empty directory, with the connector's jar given to Spark
"""

import os
import shutil
import unittest

import numpy as np
from pyspark.sql import SparkSession

BATCHES = 200

spark = SparkSession.builder.appName("streams").config("spark.sql.shuffle.partitions", 2).getOrCreate()


def path(name):
    return os.path.abspath(name)


def beside(name):
    """The files beside an array that begin with its name, without those of checkpoints."""
    return sorted(other for other in os.listdir(".") if other.startswith("." + name))


class Source:
    """A stream of files of text, one for each batch, with columns a and b = 2 a."""

    def __init__(self, name):
        self.name, self.files, self.rows = name, 0, 0
        os.makedirs(name)

    def add(self, rows):
        draft = f"{self.name}.draft"
        with open(draft, "w") as text:
            text.writelines(f"{i},{2 * i}\n" for i in range(self.rows, self.rows + rows))
        os.utime(draft, (1_700_000_000 + self.files,) * 2)  # the oldest file first
        os.rename(draft, f"{self.name}/batch-{self.files}.csv")
        self.files, self.rows = self.files + 1, self.rows + rows

    def stream(self):
        return (spark.readStream.schema("a bigint, b bigint").option("maxFilesPerTrigger", 1).csv(path(self.name)))

    def write(self, **options):
        return (self.stream().writeStream.format("memmap").options(**options)
                .option("checkpointLocation", path(self.name + ".checkpoint")).trigger(availableNow=True))

    def expected(self):
        return np.arange(self.rows)[:, None] * [1, 2]

    def forget_last_commit(self):
        """As if the driver had died after the commit of the sink and before Spark noted it."""
        commits = self.name + ".checkpoint/commits"
        last = max(int(name) for name in os.listdir(commits) if name.isdigit())
        os.remove(f"{commits}/{last}")
        if os.path.exists(f"{commits}/.{last}.crc"):
            os.remove(f"{commits}/.{last}.crc")


class Streams(unittest.TestCase):
    def test_two_hundred_batches(self):
        """Rows in are rows out, in order, whenever NumPy looks."""
        source = Source("many")
        for batch in range(BATCHES):
            source.add(batch % 7)
        query = source.write().start(path("many.npy"))
        looks = set()
        while query.isActive:
            if os.path.exists("many.npy"):
                array = np.load("many.npy", mmap_mode="r")
                self.assertTrue(np.array_equal(array, source.expected()[:len(array)]))
                looks.add(len(array))
            query.awaitTermination(0.05)
        query.awaitTermination()
        np.testing.assert_array_equal(np.load("many.npy"), source.expected())
        self.assertGreater(len(looks), 10)
        self.assertEqual(beside("many.npy"), [".many.npy.memmap-stream"])
        np.save("same.npy", source.expected())
        with open("many.npy", "rb") as ours, open("same.npy", "rb") as theirs:
            self.assertEqual(ours.read(), theirs.read())

        source.forget_last_commit()
        source.write().start(path("many.npy")).awaitTermination()
        source.add(3)
        source.write().start(path("many.npy")).awaitTermination()
        np.testing.assert_array_equal(np.load("many.npy"), source.expected())

    def test_a_raw_file(self):
        source = Source("raw")
        for rows in 2, 5, 1:
            source.add(rows)
        source.write(dtype="<i4", offset=16).start(path("raw.dat")).awaitTermination()
        array = np.memmap("raw.dat", "<i4", "r", offset=16).reshape(-1, 2)
        np.testing.assert_array_equal(array, source.expected())

    def test_rows_of_arrays(self):
        source = Source("nested")
        for rows in 0, 4, 3:
            source.add(rows)
        (source.stream().selectExpr("array(float(a), float(b), 0.5f) AS v").writeStream.format("memmap")
         .option("checkpointLocation", path("nested.checkpoint")).trigger(availableNow=True)
         .start(path("nested.npy")).awaitTermination())
        array = np.load("nested.npy")
        self.assertEqual(array.dtype, np.float32)
        np.testing.assert_array_equal(array, np.c_[source.expected(), np.full(7, 0.5)])

    def test_complete_mode(self):
        source = Source("whole")
        for rows in 3, 4:
            source.add(rows)
        sums = source.stream().groupBy("a").sum("b").toDF("a", "b").orderBy("a")
        (sums.writeStream.format("memmap").outputMode("complete").option("checkpointLocation", path("whole.checkpoint"))
         .trigger(availableNow=True).start(path("whole.npy")).awaitTermination())
        np.testing.assert_array_equal(np.load("whole.npy"), source.expected())
        self.assertEqual(beside("whole.npy"), [])

    def test_rows_in_place(self):
        source = Source("place")
        for rows in 3, 4:
            source.add(rows)
        np.save("place.npy", np.zeros((9, 2), "int64"))
        before = np.load("place.npy", mmap_mode="r")
        rows = source.stream().selectExpr("8 - a AS i", "a", "b")
        (rows.writeStream.format("memmap").option("mode", "r+").option("rowIndex", "i")
         .option("checkpointLocation", path("place.checkpoint")).trigger(availableNow=True)
         .start(path("place.npy")).awaitTermination())
        np.testing.assert_array_equal(before[8:1:-1], source.expected())
        self.assertFalse(before[:2].any())

    def test_errors(self):
        source = Source("wrong")
        source.add(2)
        counts = source.stream().groupBy("a").count()

        def message(rows, mode="append", file="wrong.npy", **options):
            query = (rows.writeStream.format("memmap").outputMode(mode).options(**options)
                     .option("checkpointLocation", path("wrong.checkpoint")).trigger(availableNow=True))
            with self.assertRaises(Exception) as caught:
                query.start(path(file)).awaitTermination()
            shutil.rmtree("wrong.checkpoint", ignore_errors=True)
            return str(caught.exception)
        self.assertIn("does not support Update mode", message(counts, "update"))
        self.assertIn("option 'dtpye' is not known to memmap; did you mean 'dtype'?", message(source.stream(), dtpye="f4"))
        self.assertIn("an array that a stream appends to gets longer", message(source.stream(), shape="2,2"))
        self.assertFalse(os.path.exists("wrong.npy"))

        source.write().start(path("wrong.npy")).awaitTermination()
        os.rename("wrong.npy", "old.npy")
        shutil.copy("old.npy", "wrong.npy")
        source.add(1)
        with self.assertRaises(Exception) as caught:
            source.write().start(path("wrong.npy")).awaitTermination()
        self.assertIn("has written file number (inode)", str(caught.exception))


if __name__ == "__main__":
    unittest.main(verbosity=2)
