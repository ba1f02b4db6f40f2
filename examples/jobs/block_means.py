"""Follows an array that grows, and keeps the means of its blocks of rows in a second array.

    spark-submit --jars spark-memmap-0.1.0.jar block_means.py signal.dat means.npy --dtype float32 --columns 4

Another program appends rows to SOURCE. NumPy can open TARGET at any moment: it has a row for each whole block so far.
"""

import argparse

from pyspark.sql import SparkSession
from pyspark.sql.functions import avg, col, count, floor

parser = argparse.ArgumentParser(
    prog="block_means.py",
    description="Follows an array that grows, and keeps the means of its blocks of rows in a second array.",
    epilog="The job ends when it is killed, and goes on from its checkpoint when it is started again.")
parser.add_argument("source", metavar="SOURCE", help="the raw or .npy file that grows")
parser.add_argument("target", metavar="TARGET", help="the .npy file of the means, which is replaced with each batch")
parser.add_argument("--dtype", help="the dtype of a raw file")
parser.add_argument("--columns", type=int, help="numbers in a row of a raw file")
parser.add_argument("--block", type=int, default=1000, metavar="ROWS", help="rows of a block; default: 1000")
parser.add_argument("--checkpoint", metavar="FOLDER", help="where Spark notes what is done; default: TARGET.checkpoint")
parser.add_argument("--every", default="1 second", metavar="TIME", help="time from batch to batch; default: 1 second")
parser.add_argument("--available", action="store_true", help="take the rows that are there, and end")
asked = parser.parse_args()
if asked.columns and not asked.dtype:
    parser.error("--columns needs --dtype")

spark = SparkSession.builder.appName("block_means").getOrCreate()
stream = spark.readStream.format("memmap").option("rowIndex", "row")
if asked.dtype:
    stream = stream.option("dtype", asked.dtype).option("shape", f"-1,{asked.columns or 1}")
rows = stream.load(asked.source)

block = floor(col("row") / asked.block)
values = [name for name in rows.columns if name != "row"]
means = (rows.groupBy(block.alias("block"))
         .agg(count("*").alias("rows"), *[avg(name).alias(name) for name in values])
         .where(col("rows") == asked.block)
         .orderBy("block").select(*values))

# Complete mode gives all blocks to each batch, and the sink replaces the file as a whole
written = (means.writeStream.format("memmap").outputMode("complete")
           .option("checkpointLocation", asked.checkpoint or asked.target + ".checkpoint"))
trigger = {"availableNow": True} if asked.available else {"processingTime": asked.every}
written.trigger(**trigger).start(asked.target).awaitTermination()
spark.stop()
