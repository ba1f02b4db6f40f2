"""Runs what README.md shows: the Python and SQL blocks of some of its sections, in order.

    python readme.py README.md SECTION...     in a directory of its own
"""

import re
import sys

import numpy as np
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("readme").getOrCreate()
text = open(sys.argv[1], encoding="utf-8").read()
names = {"spark": spark}

for section in sys.argv[2:]:
    body = re.search(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", text, re.M | re.S).group(1)
    blocks = re.findall(r"^```(python|sql)\n(.*?)^```", body, re.M | re.S)
    assert blocks, section
    for language, block in blocks:
        print(f"--- {section}\n{block}", flush=True)
        if language == "python":
            exec(compile(block, section, "exec"), names)
        else:
            for statement in filter(str.strip, block.split(";")):
                spark.sql(statement).show()

# What the blocks say that they leave behind
a = np.memmap("data.dat", dtype="float32", mode="r", shape=(1000, 4))
assert names["df"].agg({"_c3": "max"}).head()[0] == a[:, 3].max()
assert names["points"].count() == 3 and names["points"].columns == ["x", "y", "id"]
b = np.memmap("new_data.dat", dtype="int32", mode="r", shape=(500, 500))
expected = np.arange(250_000, dtype="int32").reshape(500, 500)
expected[7] = 0
np.testing.assert_array_equal(b, expected)
print("README ran")
