"""Describes array files: dtype, shape, order and offset, and figures of their first columns.

    spark-submit --jars spark-memmap-0.1.0.jar describe.py a.npy b.npy
    spark-submit --jars ... describe.py data.dat --dtype float32 --shape 1000,1000
"""

import argparse
import ast

import numpy as np
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, BooleanType, NumericType, StructType


def command_line():
    parser = argparse.ArgumentParser(
        prog="describe.py",
        description="Describes array files: dtype, shape, order, offset, the call that opens "
                    "the file, and count, min, max and mean of the first columns. An array of "
                    "more than two axes counts as one column.")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a .npy file needs no other options")
    parser.add_argument("--dtype", default="uint8", help="dtype of other files; default: uint8")
    parser.add_argument("--shape", help="for example 1000,1000; default: 1-D")
    parser.add_argument("--order", choices=("C", "F"), default="C", help="default: C")
    parser.add_argument("--offset", type=int, default=0, help="bytes before the array; default: 0")
    parser.add_argument("--columns", type=int, default=8, help="number of columns to show; default: 8")
    asked = parser.parse_args()
    try:
        return asked, [mapped(file, asked) for file in asked.files]
    except (OSError, TypeError, ValueError, SyntaxError) as error:
        parser.error(str(error))


def mapped(file, asked):
    """The array, mapped by NumPy; only a header is read."""
    if file.endswith(".npy"):
        return np.load(file, mmap_mode="r")
    dtype = ast.literal_eval(asked.dtype) if asked.dtype.startswith(("[", "{")) else asked.dtype
    shape = asked.shape and tuple(int(n) for n in asked.shape.strip("()").split(",") if n.strip())
    return np.memmap(file, dtype, "r", asked.offset, shape, asked.order)


def call(file, a):
    dtype = np.lib.format.dtype_to_descr(a.dtype)
    return (f"np.memmap({file!r}, dtype={dtype!r}, mode='r', shape={a.shape}, "
            f"order={order(a)!r}, offset={a.offset})")


def order(a):
    return "C" if a.flags.c_contiguous else "F"


def frame(spark, file, a, columns):
    """The first columns, as Spark reads them with the same description."""
    read = spark.read.format("memmap").option("header", "none").option("offset", a.offset)
    read = read.option("dtype", np.lib.format.dtype_to_descr(a.dtype))
    read = read.option("shape", a.shape).option("order", order(a))
    if a.ndim > 2:
        return read.option("layout", "cells").load(file).select("value")
    if a.ndim == 2:
        read = read.option("slice", f":, :{columns}")
    table = read.load(file)
    return table.select(*table.columns[:columns])


def figures(field):
    """Count, min, max and mean of a column; null where its type has none."""
    column = F.col(f"`{field.name}`")
    if isinstance(field.dataType, BooleanType):
        column = column.cast("int")
    nothing = F.lit(None)
    ordered = not isinstance(field.dataType, (StructType, ArrayType))
    number = isinstance(field.dataType, (NumericType, BooleanType))
    return [F.count(column), F.min(column) if ordered else nothing,
            F.max(column) if ordered else nothing,
            F.avg(column).cast("double") if number else nothing]


def text(value):
    if value is None:
        return "-"
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def describe(spark, file, a, columns):
    print(f"{file}")
    print(f"  dtype   {a.dtype}")
    print(f"  shape   {a.shape}, order {order(a)}, after {a.offset:,} bytes")
    print(f"  rows    {a.shape[0] if a.ndim else 1:,}, {a.nbytes:,} bytes in all")
    print(f"  opens   {call(file, a)}\n")

    table = frame(spark, file, a, columns)
    row = table.agg(*[figure for field in table.schema for figure in figures(field)]).head()
    print(f"  {'column':<10} {'count':>12} {'min':>14} {'max':>14} {'mean':>14}")
    for k, field in enumerate(table.schema):
        count, *rest = row[4 * k:4 * k + 4]
        shown = " ".join(f"{text(value):>14}" for value in rest)
        print(f"  {field.name:<10} {count:>12,} {shown}")
    there = len(a.dtype.names or "1") if a.ndim < 2 else a.shape[1] if a.ndim == 2 else 1
    print(f"  and {there - columns:,} more columns: see --columns\n" if there > columns else "")


asked, arrays = command_line()
spark = SparkSession.builder.appName("describe").getOrCreate()
for file, a in zip(asked.files, arrays):
    describe(spark, file, a, asked.columns)
spark.stop()
