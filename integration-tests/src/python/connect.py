"""Tests Spark Connect: the server is another process and has the jar; the client has no JVM.

    python connect.py OPTION...   options of the server, in an empty directory
"""

import atexit
import os
import socket
import subprocess
import sys
import time
import unittest

import numpy as np
import pandas as pd
import pyspark
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

import spark_memmap

OPTIONS = sys.argv[1:]
A = np.arange(60_000, dtype="float32").reshape(10_000, 6)


def serve():
    """Starts a server as start-connect-server.sh does; returns it and its port when it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [os.path.join(os.path.dirname(pyspark.__file__), "bin", "spark-submit"),
         "--master", "local[2]", *OPTIONS,
         "--conf", f"spark.connect.grpc.binding.port={port}",
         "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"])
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server, port
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the server ended with {server.returncode}")


server, port = serve()
atexit.register(server.kill)
spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()


class Connect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        np.save("a.npy", A)
        A.tofile("a.dat")

    @classmethod
    def tearDownClass(cls):
        spark.stop()
        server.terminate()
        server.wait(60)

    def path(self, name):
        return os.path.abspath(name)  # the server may have another working directory

    def test_no_jvm_here(self):
        self.assertEqual(type(spark).__module__, "pyspark.sql.connect.session")

    def test_reads(self):
        read = spark.read.format("memmap").load(self.path("a.npy"))
        self.assertEqual(read.count(), len(A))
        np.testing.assert_array_equal(read.toPandas().to_numpy(), A)
        rows = (spark.read.format("memmap").option("dtype", A.dtype).option("shape", A.shape)
                .option("layout", "array").load(self.path("a.dat")).toArrow())
        flat = np.concatenate([chunk.flatten().to_numpy() for chunk in rows["value"].chunks])
        np.testing.assert_array_equal(flat.reshape(A.shape), A)

    def test_writes(self):
        rows = spark.range(0, 500, 1, 3).selectExpr("cast(id as int) v")
        (rows.write.format("memmap").mode("overwrite").option("dtype", np.int16)
         .option("shape", (50, 10)).save(self.path("b.npy")))
        np.testing.assert_array_equal(
            np.load("b.npy"), np.arange(500, dtype="int16").reshape(50, 10))

    def test_updates_in_place(self):
        np.save("c.npy", A)
        seen = np.load("c.npy", mmap_mode="r")
        rows = spark.range(0, 10_000, 997).selectExpr("id i", "array_repeat(-id, 6) v")
        (rows.write.format("memmap").mode("append").option("mode", "r+").option("rowIndex", "i")
         .option("casting", "same_kind").save(self.path("c.npy")))
        expected = A.copy()
        expected[::997] = -np.arange(0, 10_000, 997)[:, None]
        np.testing.assert_array_equal(seen, expected)

    def test_functions_map_ranges(self):
        def sums(frames):
            for frame in frames:
                for r in frame.to_dict("records"):
                    file = np.memmap(r["file"], "u1", "r", r["start"], r["bytes"])
                    rows = np.ndarray(r["shape"], r["dtype"], file, r["offset"], r["strides"])
                    yield pd.DataFrame({"row": [r["row"]], "sum": [rows.sum(dtype="float64")]})
        ranges = (spark.read.format("memmap").option("layout", "ranges").option("rangeRows", 3000)
                  .option("slice", "::-1").load(self.path("a.npy")))
        found = ranges.mapInPandas(sums, "row bigint, sum double").orderBy("row").collect()
        self.assertEqual([tuple(row) for row in found],
                         [(max(i, 0) + 2999 if i > 0 else 999, A[max(i, 0):i + 3000].sum(dtype="float64"))
                          for i in range(-2000, 10_000, 3000)])

    def test_sql(self):
        found = spark.sql(f"SELECT sum(_c0) FROM arrays.`{self.path('a.npy')}`").first()[0]
        self.assertEqual(found, A[:, 0].sum(dtype="float64"))

    def test_settings_of_a_client(self):
        with self.assertWarnsRegex(UserWarning, "give the jar to the server"):
            settings = spark_memmap.config()
        again = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").config(map=settings).getOrCreate()
        self.assertEqual(again.read.format("memmap").load(self.path("a.npy")).count(), len(A))

    def test_errors_say_what_to_do(self):
        with self.assertRaises(PySparkException) as caught:
            spark.read.format("memmap").option("dtpye", "float32").load(self.path("a.dat")).count()
        self.assertIn("dtype", str(caught.exception))
        with self.assertRaises(PySparkException) as caught:
            spark.read.format("memmap").option("shape", "100,7777").load(self.path("a.dat")).count()
        self.assertIn("a.dat", str(caught.exception))
        self.assertIn("777700", str(caught.exception))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
