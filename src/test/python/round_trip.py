"""Random arrays of every kind that NumPy saves, for the Java tests to read and to save again.

    python round_trip.py SEED ROUNDS FOLDER

Each becomes NNNN.npy or NNNN.dat in FOLDER; plan.json lists {"file", "kind", "big", "dtype", "shape", "order",
"offset", "layout", "access", "slice"?, "expected", "taken"}: what is read of the file, its shape, and the file that
NumPy makes of it. Values are such as Spark's types hold: no invalid code points, no time finer than a
microsecond, booleans of 0 and 1. Bytes between the fields of a struct are zero.
"""

import ast
import itertools
import json
import os
import sys

import numpy as np

KINDS = ["bool", "int", "uint", "half", "float", "complex", "bytes", "void", "text", "date", "moment", "duration", "struct"]
LAYOUTS = ["columns", "array", "cells"]
CODE_POINTS = [0, 0, 0x20, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF, 0x10000, 0x10FFFF]
NAMES = ["a", "b", "x y", "\u00e9", "\u65e5", "it's", "Z", "value"]


def pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def simple(kind, order, rng):
    if kind == "bool":
        return np.dtype("?")
    if kind in ("int", "uint"):
        return np.dtype(order + kind[0] + pick(rng, "1248"))
    if kind in ("half", "float", "complex"):
        return np.dtype(order + {"half": ["f2"], "float": ["f4", "f8"], "complex": ["c8", "c16"]}[kind][int(rng.integers(9)) % (1 if kind == "half" else 2)])
    if kind in ("bytes", "void"):
        return np.dtype("SV"[kind == "void"] + str(rng.integers(1, 9)))
    if kind == "text":
        return np.dtype(order + "U" + str(rng.integers(1, 6)))
    multiple = pick(rng, ["", "", "7", "25"])
    units = {"date": "YMWD", "moment": ["h", "m", "s", "ms", "us", "ns", "ps"], "duration": ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns"]}
    return np.dtype(f"{order}{'m' if kind == 'duration' else 'M'}8[{multiple}{pick(rng, units[kind])}]")


def random_dtype(kind, order, rng, header, depth=0):
    if kind != "struct":
        return simple(kind, order, rng)
    names = list(rng.permutation(NAMES))[: int(rng.integers(1, 5))]
    fields = []
    for name in names:
        inner = pick(rng, KINDS if depth < 2 else KINDS[:-1])
        field = (str(name), random_dtype(inner, order, rng, header, depth + 1))
        if rng.random() < 0.3:
            field += (tuple(int(n) for n in rng.integers(1, 4, size=rng.integers(1, 3))),)
        fields.append(field)
    packed = np.dtype(fields)
    chance = rng.random()
    if chance < 0.2:
        return np.dtype(fields, align=True)
    if chance < 0.4 and not header:  # out of order, with gaps: only raw files can be so
        offsets, at = [], int(rng.integers(0, 5))
        for name in reversed(packed.names):
            offsets.append(at)
            at += packed.fields[name][0].itemsize + int(rng.integers(0, 4))
        formats = [packed.fields[name][0] for name in packed.names]
        return np.dtype({"names": list(packed.names), "formats": formats, "offsets": offsets[::-1], "itemsize": at})
    return packed


def described_dtype(kind, order, rng, header):
    """A random dtype that str() describes: NumPy's own text of some aligned structs is another dtype, or none."""
    while True:
        dtype = random_dtype(kind, order, rng, header)
        try:
            text = str(dtype)
            if np.dtype(ast.literal_eval(text) if text[0] in "[{(" else text) == dtype:
                return dtype
        except (TypeError, ValueError):
            pass


def fill(array, rng):
    """Random elements in place, of arrays of any strides."""
    dtype = array.dtype
    if dtype.names:
        for name in dtype.names:
            fill(array[name], rng)
        return
    count, size = array.size, dtype.itemsize
    if dtype.kind == "b":
        values = rng.random(count) < 0.5
    elif dtype.kind == "U":
        points = rng.choice(np.array(CODE_POINTS, dtype="u4"), size=count * (size // 4))
        values = np.frombuffer(points.astype(np.dtype("u4").newbyteorder(dtype.byteorder)).tobytes(), dtype=dtype)
    elif dtype.kind in "SV":
        stored = rng.integers(256, size=(count, size), dtype="u1")
        stored[rng.random((count, size)) < 0.4] = 0
        values = np.frombuffer(stored.tobytes(), dtype=dtype)
    elif dtype.kind in "mM":
        unit, multiple = np.datetime_data(dtype)
        most = {"ns": 10**15, "ps": 10**18, "us": 10**15, "ms": 10**12, "s": 10**9, "m": 10**7, "h": 10**6, "Y": 200, "M": 2_000}.get(unit, 20_000)
        step = np.lcm({"ns": 1_000, "ps": 1_000_000}.get(unit, 1), multiple) // multiple
        ticks = rng.integers(-most, most, size=count, dtype="i8") // multiple // step * step
        ticks[rng.random(count) < 0.2] = np.iinfo("i8").min
        values = ticks.astype(np.dtype("i8").newbyteorder(dtype.byteorder)).view(dtype)
    else:
        values = np.frombuffer(rng.bytes(count * size), dtype=dtype)
    array[...] = values.reshape(array.shape)


def random_shape(layout, rng):
    rank = int(pick(rng, {"columns": [0, 1, 1, 2, 2], "array": [1, 2, 3, 4, 5], "cells": [1, 2, 3]}[layout]))
    rows = int(pick(rng, [0, 1, 2, 3, 5, 8, 21]))
    return ((rows,) + tuple(int(n) for n in rng.integers(1, 4, size=max(0, rank - 1))))[:rank]


def random_slice(shape, layout, rng):
    """A basic index of an array of this shape, as text, whose result the layout can show."""
    parts = []
    for length in shape[: int(rng.integers(0, len(shape) + 1))]:
        ends = [str(int(end)) if rng.random() < 0.7 else "" for end in rng.integers(-length - 2, length + 3, size=2)]
        step = str(int(pick(rng, [1, 2, 3, -1, -2])))
        whole = length == 0 or rng.random() < 0.7
        parts.append(":".join(ends + [step]) if whole else str(int(rng.integers(-length, length))))
    if rng.random() < 0.3:
        parts.append("...")  # in front or in between, integers would be for other axes
    if not parts or (layout == "cells" and all(":" not in part and part != "..." for part in parts)):
        return None
    return ", ".join(parts)


def save(path, array, order, offset, header):
    if header:
        np.save(path, array)
    else:
        np.memmap(path, dtype=array.dtype, mode="w+", offset=offset, shape=array.shape, order=order)[...] = array


def main(seed, rounds, folder):
    rng = np.random.default_rng(int(seed))
    plan = []
    cells = itertools.product(range(int(rounds)), KINDS, "<>", "CF", LAYOUTS, [False, True])
    for number, (_, kind, byte_order, order, layout, header) in enumerate(cells):
        dtype = described_dtype(kind, byte_order, rng, header)
        shape = random_shape(layout, rng)
        if kind == "struct" and layout == "columns" and len(shape) == 2 and rng.random() < 0.5:
            shape = shape[:1]
        array = np.zeros(shape, dtype=dtype, order=order)
        fill(array, rng)
        offset = 0 if header else int(pick(rng, [0, 0, 3, 64]))
        suffix = "npy" if header else "dat"
        name = f"{number:04d}.{suffix}"
        save(os.path.join(folder, name), array, order, offset, header)
        entry = {"file": name, "kind": kind, "big": byte_order == ">", "dtype": str(dtype), "shape": shape,
                 "order": order, "offset": offset, "layout": layout, "access": "mmap" if number % 2 else "read",
                 "expected": name, "taken": shape}
        text = random_slice(shape, layout, rng) if shape and rng.random() < 0.4 else None
        if text:
            taken = np.array(eval(f"array[{text}]"), dtype=dtype, order=order)
            if taken.ndim > 0 and not (layout == "columns" and taken.ndim == 2 and taken.shape[1] == 0):
                entry.update(slice=text, expected=f"{number:04d}-taken.{suffix}", taken=taken.shape)
                save(os.path.join(folder, entry["expected"]), taken, order, offset, header)
        plan.append(entry)
    with open(os.path.join(folder, "plan.json"), "w") as out:
        json.dump({"numpy": np.__version__, "arrays": plan}, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
