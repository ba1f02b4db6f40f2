"""Merges many .npy files into one, along the first axis.

    spark-submit --jars spark-memmap-0.1.0.jar merge.py part-*.npy all.npy

Files and folders may be URIs, such as hdfs:///data/all.npy.
"""

import argparse

import numpy as np
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(
    prog="merge.py",
    description="Merges many .npy files into one, along the first axis.",
    epilog="Spark reads the files as one table; each task holds only a part of the rows.")
parser.add_argument(
    "sources", nargs="+", metavar="SOURCE",
    help="a .npy file, a folder or a quoted glob of .npy files; files of a folder are in natural "
         "order, part-2 before part-10")
parser.add_argument("target", metavar="TARGET", help="the .npy file to write")
parser.add_argument("--dtype", help="the dtype of TARGET; default: that of the sources")
parser.add_argument(
    "--casting", choices=("checked", "no", "equiv", "safe", "same_kind", "unsafe"),
    help="which conversions --dtype may make; default: checked, no value may change")
parser.add_argument("--overwrite", action="store_true", help="replace TARGET if it exists")
asked = parser.parse_args()
if not asked.target.endswith(".npy"):
    parser.error(f"TARGET must be a .npy file, not {asked.target}")

spark = SparkSession.builder.appName("merge").getOrCreate()
# layout=array: a row is a[i], whatever its number of axes
rows = spark.read.format("memmap").option("layout", "array").load(asked.sources)

write = rows.write.format("memmap").mode("overwrite" if asked.overwrite else "error")
for option in ("dtype", "casting"):
    if getattr(asked, option):
        write = write.option(option, getattr(asked, option))
write.save(asked.target)

if "://" in asked.target:  # NumPy opens local files only
    merged = spark.read.format("memmap").load(asked.target)
    print(f"{asked.target}: {merged.count()} rows")
else:
    merged = np.load(asked.target, mmap_mode="r")
    print(f"{asked.target}: {merged.dtype} {merged.shape}")
spark.stop()
