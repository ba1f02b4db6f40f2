"""Tests streams that follow arrays while a process of NumPy appends rows.

    python following.py     in an empty directory, with the connector's jar given to Spark
"""

import os
import subprocess
import sys
import unittest

import numpy as np
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("following").getOrCreate()

# Appends an array in pieces that end within rows and numbers; waits now and then for the reader.
RAW_WRITER = """
import sys, time
import numpy as np
path, rows, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
data = np.arange(rows * 3, dtype="<i4").tobytes()
random = np.random.default_rng(seed)
with open(path, "ab", buffering=0) as f:
    at = 0
    while at < len(data):
        size = int(random.integers(1, 700))
        f.write(data[at:at + size])
        at += size
        if random.random() < 0.3:
            time.sleep(0.001)
"""

# Appends rows to a .npy file: first the rows, then the header that counts them.
NPY_WRITER = """
import sys
import numpy as np
path, rows = sys.argv[1], int(sys.argv[2])
a = np.lib.format.open_memmap(path, "w+", "<i4", (0, 3))
header = a.offset
del a
random = np.random.default_rng(5)
done = 0
with open(path, "r+b", buffering=0) as f:
    while done < rows:
        more = min(rows - done, int(random.integers(1, 60)))
        f.seek(header + done * 12)
        f.write(np.arange(done * 3, (done + more) * 3, dtype="<i4").tobytes())
        done += more
        text = f"{{'descr': '<i4', 'fortran_order': False, 'shape': ({done}, 3), }}"
        f.seek(10)
        f.write((text + " " * (header - 11 - len(text)) + "\\n").encode())
"""


def follow(path, **options):
    return spark.readStream.format("memmap").options(**options).load(os.path.abspath(path))


def writer(program, *arguments):
    return subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)])


def raw(path, **options):
    open(path, "ab").close()
    return follow(path, dtype="int32", shape="-1,3", **options)


def expected(rows):
    return np.arange(rows * 3, dtype="<i4").reshape(rows, 3)


def run_until_all_is_read(query, process):
    """Lets a query read while a process writes, and then what is left."""
    while process.poll() is None:
        query.processAllAvailable()
    assert process.returncode == 0
    query.processAllAvailable()


class Streams(unittest.TestCase):

    def test_200_batches_while_numpy_appends_torn_rows(self):
        rows = 8100
        stream = raw("growing.dat", maxRowsPerTrigger=40)
        query = stream.writeStream.format("memory").queryName("torn").trigger(processingTime="0 seconds").start()
        process = writer(RAW_WRITER, "growing.dat", rows, 3)
        run_until_all_is_read(query, process)
        self.assertGreaterEqual(query.lastProgress["batchId"], 200)
        query.stop()
        found = np.array(spark.table("torn").collect(), dtype="<i4")
        np.testing.assert_array_equal(found, expected(rows))  # each row once, in order

    def test_restarts_from_the_checkpoint(self):
        rows = 3000
        process = writer(RAW_WRITER, "restarted.dat", rows, 7)
        for run in range(12):
            stream = raw("restarted.dat", maxRowsPerTrigger=50, rowIndex="i")
            query = (stream.writeStream.format("parquet").option("path", "restarted")
                     .option("checkpointLocation", "restarted-checkpoint")
                     .trigger(processingTime="0 seconds").start())
            query.awaitTermination(1)
            query.stop()  # within a batch
        self.assertEqual(process.wait(), 0)
        query = (raw("restarted.dat", maxRowsPerTrigger=50, rowIndex="i")
                 .writeStream.format("parquet").option("path", "restarted")
                 .option("checkpointLocation", "restarted-checkpoint").trigger(availableNow=True).start())
        query.awaitTermination()
        found = np.array(spark.read.parquet("restarted").orderBy("i").collect(), dtype="i8")
        np.testing.assert_array_equal(found[:, 0], np.arange(rows))  # none twice, none missing
        np.testing.assert_array_equal(found[:, 1:], expected(rows))

    def test_npy_whose_header_grows(self):
        rows = 4000
        process = writer(NPY_WRITER, "growing.npy", rows)
        while not os.path.exists("growing.npy") or os.path.getsize("growing.npy") < 128:
            pass
        query = follow("growing.npy", layout="array").writeStream.format("memory").queryName("npy").start()
        run_until_all_is_read(query, process)
        query.stop()
        found = np.array([row[0] for row in spark.table("npy").collect()], dtype="<i4")
        np.testing.assert_array_equal(found, expected(rows))

    def test_a_folder_of_saved_arrays(self):
        os.mkdir("folder")
        stream = follow("folder", dtype="<f8", shape="-1,2")
        query = stream.writeStream.format("memory").queryName("folder").start()
        arrays = [np.random.default_rng(i).standard_normal((i + 1, 2)) for i in range(10)]
        for i, array in enumerate(arrays):
            np.save(f"folder/.{i}.npy", array)
            os.rename(f"folder/.{i}.npy", f"folder/{i}.npy")
            query.processAllAvailable()
        query.stop()
        found = np.array(spark.table("folder").collect())
        np.testing.assert_array_equal(found, np.concatenate(arrays))

    def test_a_replaced_file_is_an_error(self):
        np.save("replaced.npy", expected(3))
        stream = follow("replaced.npy")
        def run():
            (stream.writeStream.format("noop").option("checkpointLocation", "replaced")
             .trigger(availableNow=True).start().awaitTermination())
        run()
        np.save("other.npy", expected(5))
        os.replace("other.npy", "replaced.npy")
        with self.assertRaisesRegex(Exception, "replaced by another file since the stream read it, the checkpoint has 3 rows"):
            run()


if __name__ == "__main__":
    unittest.main(verbosity=2)
