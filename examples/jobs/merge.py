"""Puts many .npy files together as the rows of one.

    spark-submit --jars spark-memmap-0.1.0-SNAPSHOT.jar merge.py part-*.npy all.npy
"""

import argparse

import numpy as np
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(
    prog="merge.py",
    description="Puts many .npy files together, one behind the other along their first axis.",
    epilog="The files are one table to Spark: no task holds more than some of their rows.")
parser.add_argument(
    "sources", nargs="+", metavar="SOURCE",
    help="a .npy file, a folder or a quoted glob of them; the files of a folder follow each other "
         "as people number them, part-2 before part-10")
parser.add_argument("target", metavar="TARGET", help="the .npy file to make")
parser.add_argument("--dtype", help="the dtype of TARGET; default: that of the sources")
parser.add_argument(
    "--casting", choices=("checked", "no", "equiv", "safe", "same_kind", "unsafe"),
    help="what --dtype may do to a value; default: checked, every value has to survive")
parser.add_argument("--overwrite", action="store_true", help="replace TARGET if it is there")
asked = parser.parse_args()
if not asked.target.endswith(".npy"):
    parser.error(f"TARGET has to be a .npy file, not {asked.target}")

spark = SparkSession.builder.appName("merge").getOrCreate()
# layout=array: a row is a[i], of however many axes
rows = spark.read.format("memmap").option("layout", "array").load(asked.sources)

write = rows.write.format("memmap").mode("overwrite" if asked.overwrite else "error")
for option in ("dtype", "casting"):
    if getattr(asked, option):
        write = write.option(option, getattr(asked, option))
write.save(asked.target)

merged = np.load(asked.target, mmap_mode="r")
print(f"{asked.target}: {merged.dtype} {merged.shape}")
spark.stop()
