"""Saves an array and reads it, with the connector that the command line names. It runs as a program and as the input
of the shell `pyspark`, so each statement is one line."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
spark.range(6).write.format("memmap").mode("overwrite").option("shape", "2,3").save("six.npy")
rows = spark.read.format("memmap").load("six.npy").where("_c2 > 2")
rows.explain()
print("ROWS", [tuple(row) for row in rows.collect()])
spark.stop()
