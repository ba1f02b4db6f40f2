"""A first example of array files in Spark from Python: the steps of Quickstart.java, with NumPy.

    spark-submit --jars spark-memmap-0.1.0.jar quickstart.py [DIRECTORY]

Or run `python quickstart.py` if PySpark and NumPy are installed and spark.jars names the jar.
"""

import os
import sys

import numpy as np
from pyspark.sql import SparkSession

directory = sys.argv[1] if len(sys.argv) > 1 else "."
new_data, example, data = (
    os.path.join(directory, name) for name in ("new_data.dat", "example.dat", "data.dat"))
spark = SparkSession.builder.appName("quickstart").getOrCreate()


def read(path, dtype, shape):
    return spark.read.format("memmap").option("dtype", dtype).option("shape", shape).load(path)


print("1. Create new_data.dat: int32, 500 x 500, the numbers 0, 1, 2, ...\n")
(spark.range(250_000).write.format("memmap").mode("overwrite")
 .option("dtype", np.int32).option("shape", (500, 500)).save(new_data))

print("2. Reopen it with NumPy, and with Spark\n")
print(np.memmap(new_data, dtype="int32", mode="r", shape=(500, 500)))
read(new_data, np.int32, (500, 500)).select("_c0", "_c1", "_c2", "_c499").show(3)

print("3. Create example.dat, append a row, update one in place\n")
rows = spark.createDataFrame([(1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12)])
rows.coalesce(1).write.format("memmap").mode("overwrite").option("dtype", np.int32).save(example)
print(np.memmap(example, dtype="int32", mode="r", shape=(3, 4)), "\n")

more = spark.createDataFrame([(13, 14, 15, 16)])
more.write.format("memmap").mode("append").option("dtype", np.int32).save(example)
a = np.memmap(example, dtype="int32", mode="r", shape=(4, 4))
print(a, "\n")

changed = spark.createDataFrame([(1, 500, 600, 700, 800)], "i long, a int, b int, c int, d int")
(changed.write.format("memmap").mode("append").option("mode", "r+").option("rowIndex", "i")
 .option("dtype", a.dtype).option("shape", a.shape).save(example))
print(a, "\n")  # the array mapped above: its file was changed in place

print("4. Read data.dat, written by NumPy: float32, 1000 x 1000\n")
foreign = np.memmap(data, dtype="float32", mode="w+", shape=(1000, 1000))
foreign[:] = np.arange(1_000_000).reshape(1000, 1000)
foreign.flush()
array = read(data, foreign.dtype, foreign.shape)
means = array.selectExpr("avg(_c0)", "avg(_c1)", "avg(_c999)").head()
for column, mean in zip((0, 1, 999), means):
    print(f"   _c{column:<6} {mean:12.3f} {foreign[:, column].mean(dtype='f8'):12.3f}")

spark.stop()
