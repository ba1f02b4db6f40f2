"""Tests the installed package spark_memmap: its settings are all that a session needs.

    python installed.py VERSION   in an empty directory, in an environment with PySpark and the wheel
"""

import os
import shlex
import subprocess
import sys
import types
import unittest
import warnings
from importlib.metadata import PackageNotFoundError
from unittest import mock

import numpy as np
from pyspark.sql import SparkSession

import spark_memmap

VERSION = sys.argv.pop(1)
A = np.arange(600, dtype="float32").reshape(100, 6)
COLUMNAR_INPUT = "spark.sql.execution.arrow.pythonUDF.columnarInput.enabled"
MACHINE = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    # The JVM runs briefly: the first compiler starts faster
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
TOO_LATE = f"""
from pyspark.sql import SparkSession
import spark_memmap
spark = SparkSession.builder.config(map={MACHINE}).getOrCreate()
for session in "running", "stopped":
    try:
        spark_memmap.config()
    except RuntimeError as error:
        print(session, error)
    spark.stop()
"""


def session():
    return SparkSession.builder.config(map=spark_memmap.config()).config(map=MACHINE).getOrCreate()


def python(*arguments):
    done = subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        np.save("a.npy", A)
        cls.spark = session()

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def test_reads_and_writes(self):
        df = self.spark.read.format("memmap").load("a.npy")
        df.selectExpr("_c0 + 1", "_c5 * 2").write.format("memmap").save("b.npy")
        np.testing.assert_array_equal(np.load("b.npy"), A[:, [0, 5]] * [1, 2] + [1, 0])

    def test_every_path_is_a_table(self):
        for catalog in "arrays", "memmap":
            found = self.spark.sql(f"SELECT sum(_c1), count(*) FROM {catalog}.`a.npy`").head()
            self.assertEqual(tuple(found), (A[:, 1].sum(), len(A)))
        self.spark.sql("CREATE TABLE arrays.`c.npy` AS SELECT * FROM arrays.`a.npy` WHERE _row < 10")
        np.testing.assert_array_equal(np.load("c.npy"), A[:10])

    def test_another_session_takes_the_settings_too(self):
        self.assertEqual(session().read.format("memmap").load("a.npy").count(), len(A))

    def test_columns_are_turned_off_where_spark_may_be_4_2(self):
        for version, said in ("4.2.0", "false"), ("4.2.1", "false"), ("4.3.0", None), ("3.5.9", None):
            with mock.patch("importlib.metadata.version", return_value=version):
                self.assertEqual(spark_memmap.config().get(COLUMNAR_INPUT), said, version)
        with mock.patch("importlib.metadata.version", side_effect=PackageNotFoundError):
            self.assertEqual(spark_memmap.config().get(COLUMNAR_INPUT), "false")

    def test_a_spark_without_the_jar_is_an_error_that_says_what_to_do(self):
        said = python("-c", TOO_LATE).splitlines()
        self.assertEqual(len(said), 2, said)
        for line, begin in zip(said, ("running", "stopped")):
            self.assertTrue(line.startswith(begin + " Spark runs in this process already"), line)
            self.assertIn("restart the process", line)

    def test_a_client_of_connect_is_told_that_the_server_needs_the_jar(self):
        with mock.patch.dict(os.environ, SPARK_REMOTE="sc://localhost"), warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            settings = spark_memmap.config()
        self.assertNotIn("spark.jars", settings)
        self.assertIn("spark.sql.catalog.arrays", settings)
        self.assertEqual([warning.filename for warning in said], [__file__])
        self.assertIn("start-connect-server.sh --jars", str(said[0].message))
        with mock.patch.dict(sys.modules, pyspark=types.ModuleType("pyspark")):  # as pyspark-client, without SparkContext
            with self.assertWarnsRegex(UserWarning, "clients of Spark Connect"):
                self.assertNotIn("spark.jars", spark_memmap.config())
        with mock.patch.dict(os.environ, SPARK_REMOTE="local[2]"):
            self.assertIn("spark.jars", spark_memmap.config())

    def test_shells(self):
        self.assertEqual(python("-m", "spark_memmap"), spark_memmap.jar() + "\n")
        options = shlex.split(python("-m", "spark_memmap", "--conf"))
        self.assertEqual(options[::2], ["--conf"] * len(spark_memmap.config()))
        self.assertEqual(dict(option.split("=", 1) for option in options[1::2]), spark_memmap.config())
        self.assertEqual(python("-m", "spark_memmap", "--version"), f"spark-memmap {spark_memmap.__version__}\n")

    def test_names(self):
        self.assertEqual(spark_memmap.__version__, VERSION.replace("-SNAPSHOT", ".dev0"))
        self.assertEqual(os.path.basename(spark_memmap.jar()), f"spark-memmap-{VERSION}.jar")
        self.assertTrue(spark_memmap.jar().startswith(sys.prefix))
        python("-c", "import sys, spark_memmap; spark_memmap.config(); assert 'pyspark' not in sys.modules")
        for public in spark_memmap, spark_memmap.jar, spark_memmap.config:
            self.assertTrue(public.__doc__)


if __name__ == "__main__":
    unittest.main(verbosity=2)
