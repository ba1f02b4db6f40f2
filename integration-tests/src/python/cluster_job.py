"""Writes an array by several executors, reads it, and stores what it has seen; the driver may run anywhere.

    spark-submit ... cluster_job.py ARRAY RESULT
"""

import sys

from pyspark.sql import SparkSession

array, result = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
spark.range(0, 1_000_000, 1, 4).selectExpr("id % 1000 AS v").write.format("memmap").save(array)
total, count = spark.sql(f"SELECT sum(value), count(*) FROM arrays.`{array}`").head()
executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
with open(result, "w", encoding="utf-8") as file:
    print(spark.sparkContext.master, spark.conf.get("spark.submit.deployMode"), executors, count, total, file=file)
spark.stop()
