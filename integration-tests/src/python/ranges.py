"""Tests functions of Python that map ranges of rows, or get blocks of bytes; NumPy tells what is right.

    python ranges.py GOLDEN     in an empty directory, with the connector's jar given to Spark;
                                GOLDEN is the folder of cases.json
"""

import ast
import json
import os
import signal
import sys
import time
import unittest

import numpy as np
import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import lit

GOLDEN = sys.argv.pop(1)
ROWS, COLUMNS = 1000, 6
A = np.random.default_rng(11).standard_normal((ROWS, COLUMNS)).astype("float32")
SLICES = ["...", "::-2", "1:-1, ..., ::-1"]

spark = SparkSession.builder.appName("ranges").getOrCreate()


def mapped(r):
    """The array of a range, as the page python.md shows it."""
    dtype = ast.literal_eval(r["dtype"]) if r["dtype"][0] in "[{" else r["dtype"]
    rows = np.ndarray(r["shape"], dtype, np.memmap(r["file"], "u1", "r", r["start"], r["bytes"]), r["offset"], r["strides"])
    now = os.stat(r["file"])
    if (now.st_size, now.st_mtime_ns) != (r["st_size"], r["st_mtime_ns"]):
        raise OSError(f"{r['file']} has changed since the query was planned; run it again")
    return rows


def load(path, **options):
    return spark.read.format("memmap").options(**options).load(os.path.abspath(path))


def ranges(path, **options):
    return load(path, layout="ranges", **options)


def frames_of(function):
    """A function for mapInPandas, which returns a row for each range."""
    def of(frames):
        for frame in frames:
            for r in frame.to_dict("records"):
                yield pd.DataFrame([function(r)])
    return of


def total(r):
    rows = mapped(r)
    return {"row": r["row"], "sum": float(rows.sum(dtype="f8"))}


def expected_totals(k):
    return [(i, float(A[i:i + k].sum(dtype="f8"))) for i in range(0, ROWS, k)]


def sliced(array, text):
    return array[eval(f"np.s_[{text}]")]


def literal(text):
    return ast.literal_eval(text) if text[0] in "[{" else text


def stored(array):
    """All bytes of the elements in C order; tobytes leaves out those between fields."""
    return array.view(f"V{array.dtype.itemsize}").tobytes()


class Golden:
    """The arrays of cases.json that NumPy maps: a name, options of a read, and the array."""

    def __init__(self):
        with open(os.path.join(GOLDEN, "cases.json")) as text:
            self.cases = json.load(text)["cases"]

    def arrays(self):
        for case in self.cases:
            path = os.path.join(GOLDEN, case.get("file") or "")
            if case["kind"] == "raw-group":
                for read in case["reads"]:
                    if "expect" in read:
                        yield case["name"] + read["label"], path, read["options"], self.raw
            elif case["kind"] == "raw" and "expect" in case:
                yield case["name"], path, case["options"], self.raw
            elif case["kind"] == "npy" and "expect" in case and "plain_np_load" not in case:
                yield case["name"], path, {"header": "npy"}, self.npy
            elif case["kind"] == "npz" and "expect" in case and case.get("mappable"):
                yield case["name"], path, {"member": case["member"]}, self.npz

    @staticmethod
    def raw(path, options):
        arguments = dict(options, mode="r")
        arguments["dtype"] = np.dtype(literal(arguments.get("dtype", "u1")))
        if isinstance(arguments.get("shape"), list):
            arguments["shape"] = tuple(arguments["shape"])
        return np.memmap(path, **arguments)

    @staticmethod
    def npy(path, options):
        return np.load(path, mmap_mode="r", allow_pickle=False)

    @staticmethod
    def npz(path, options):
        return np.load(path)[options["member"]]


def options_of(options):
    texts = {name: str(tuple(value)) if isinstance(value, list) else str(value) for name, value in options.items()}
    texts.pop("mode", None)
    return {"header": "none", **texts} if "member" not in texts else texts


def joined(frames):
    """A union that is as deep as the logarithm of their number."""
    if len(frames) == 1:
        return frames[0]
    half = len(frames) // 2
    return joined(frames[:half]).union(joined(frames[half:]))


class Ranges(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        np.save("a.npy", A)

    def jvm_mappings(self, name):
        """Mappings of the file in the JVM, once its tasks have ended, which may be after the query."""
        pid = spark._jvm.java.lang.ProcessHandle.current().pid()
        for _ in range(300):
            with open(f"/proc/{pid}/maps") as maps:
                found = [line for line in maps if name in line]
            if not found:
                break
            time.sleep(0.1)
        return found

    def test_golden_arrays(self):
        """Each range has the bytes that NumPy has; all of them in one query."""
        frames, expected, refused = [], {}, set()
        for number, (name, path, options, opened) in enumerate(Golden().arrays()):
            text = SLICES[number % len(SLICES)]
            try:
                whole = opened(path, options)
                array = np.atleast_1d(sliced(whole, text if whole.ndim > 0 else "..."))
            except (ValueError, OSError, IndexError):
                continue  # what NumPy cannot map, or slice, either
            if array.nbytes == 0:
                continue
            more = options_of(options) if whole.ndim == 0 else {"slice": text, **options_of(options)}
            try:
                frame = ranges(path, rangeRows=1 + len(array) // 3, **more)
            except Exception:
                refused.add(name.split("/")[0])  # GoldenCasesTest says which and why
                continue
            expected[name] = array
            frames.append(frame.withColumn("key", lit(name)))

        def described(r):
            rows = mapped(r)
            return {"key": r["key"], "row": r["row"], "str": rows.dtype.str, "value": stored(rows)}
        rows = joined(frames).coalesce(2).mapInPandas(
            frames_of(described), "key string, row bigint, str string, value binary").collect()
        found = {}
        for row in rows:
            found.setdefault(row.key, []).append(row)
        self.assertGreater(len(expected), 300)
        self.assertEqual(set(found), set(expected))
        for key, array in expected.items():
            self.assertEqual(b"".join(bytes(row.value) for row in found[key]), stored(array), key)
            self.assertEqual({row.str for row in found[key]}, {array.dtype.str}, key)
        print(len(expected), "arrays in", len(rows), "ranges; not read:", refused)

    def test_every_kind_of_function(self):
        """A row is a dict, a Row of PySpark or a Series of pandas, and the same function takes it."""
        rows = ranges("a.npy", rangeRows=300, numPartitions=2)
        schema = "row bigint, sum double"
        expected = expected_totals(300)

        def in_arrow(batches):
            for batch in batches:
                for r in batch.to_pylist():
                    yield pa.RecordBatch.from_pylist([total(r)])

        def in_series(frames):
            for frame in frames:
                yield pd.DataFrame([total(r) for _, r in frame.iterrows()])

        def in_groups(frame):
            return pd.DataFrame([total(r) for r in frame.to_dict("records")])

        said = spark.sparkContext.accumulator(0.0)
        for found in [
                rows.mapInPandas(frames_of(total), schema),
                rows.mapInPandas(in_series, schema),
                rows.mapInArrow(in_arrow, schema),
                rows.groupBy("file").applyInPandas(in_groups, schema)]:
            self.assertEqual(sorted(map(tuple, found.collect())), expected)
        of_rdd = rows.rdd.mapPartitions(lambda part: [tuple(total(r).values()) for r in part])
        self.assertEqual(sorted(of_rdd.collect()), expected)
        rows.foreachPartition(lambda part: [said.add(total(r)["sum"]) for r in part])
        self.assertAlmostEqual(said.value, sum(value for _, value in expected), places=6)

    def failure(self, name, change):
        """What Spark says if a file changes in the worker, after planning and before the mapping."""
        path = os.path.abspath(name)
        np.save(path, A)

        def changed(r):
            change(path)
            return total(r)
        with self.assertRaises(Exception) as caught:
            ranges(path).mapInPandas(frames_of(changed), "row bigint, sum double").collect()
        self.assertEqual(self.jvm_mappings(name), [])
        return str(caught.exception)

    def test_a_file_that_was_cut(self):
        self.assertIn("mmap length is greater than file size", self.failure("cut.npy", lambda path: os.truncate(path, 999)))
        self.assertIn("No such file", self.failure("gone.npy", os.remove))
        self.assertEqual(ranges("a.npy").count(), 1)

    def test_a_file_that_was_replaced(self):
        def replace(path):
            with open(path + ".new", "wb") as new:
                np.save(new, A + 1)
            os.replace(path + ".new", path)
        self.assertIn("has changed since the query was planned", self.failure("new.npy", replace))

    def test_a_worker_that_is_killed(self):
        """It leaves no mapping in the JVM: none is there for ranges, and those of blocks are unmapped."""
        def killed(frames):
            for frame in frames:
                for r in frame.to_dict("records"):
                    total(r)
                    os.kill(os.getpid(), signal.SIGKILL)
                yield frame

        def killed_with_bytes(batches):
            for batch in batches:
                os.kill(os.getpid(), signal.SIGKILL)
                yield batch
        np.save("killed.npy", np.tile(A, (100, 1)))
        for frame in [
                ranges("killed.npy").mapInPandas(killed, ranges("killed.npy").schema),
                load("killed.npy", layout="bytes", rangeRows=5000).mapInArrow(killed_with_bytes, "value binary")]:
            with self.assertRaises(Exception):
                frame.collect()
            self.assertEqual(self.jvm_mappings("killed.npy"), [])
        self.assertEqual(load("killed.npy", layout="bytes", rangeRows=5000).count(), 20)

    def test_blocks_of_bytes(self):
        for order, array in ("C", A), ("F", np.asfortranarray(A)):
            np.save("blocks.npy", array)
            for text in SLICES:
                part = sliced(A, text)
                rows = load("blocks.npy", layout="bytes", rangeRows=128, slice=text, rowIndex="i").collect()
                self.assertEqual(b"".join(bytes(row.value) for row in rows), part.tobytes(), order + text)
                self.assertEqual([row.i for row in rows], np.arange(ROWS)[sliced(np.arange(ROWS)[:, None], text)[:, 0]][::128].tolist())

    def test_results_at_their_rows(self):
        """One statement: ranges, a function that returns rows, and a save by their indices."""
        def normalised(batches):
            for batch in batches:
                for r in batch.to_pylist():
                    rows = mapped(r)
                    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
                    index = np.arange(r["row"], r["row"] + r["step"] * len(rows), r["step"])
                    ends = np.arange(0, unit.size + 1, unit.shape[1], dtype="int32")
                    yield pa.RecordBatch.from_arrays(
                        [pa.array(index), pa.ListArray.from_arrays(ends, unit.ravel())], ["i", "v"])
        (ranges("a.npy", rangeRows=77, slice="::-1", numPartitions=3)
         .mapInArrow(normalised, "i bigint, v array<float>")
         .write.format("memmap").mode("overwrite").option("rowIndex", "i").save(os.path.abspath("unit.npy")))
        np.testing.assert_array_equal(np.load("unit.npy"), A / np.linalg.norm(A, axis=1, keepdims=True))


if __name__ == "__main__":
    unittest.main(verbosity=2)
