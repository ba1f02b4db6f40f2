"""Random arrays of every kind that NumPy saves, for the Java tests to read and to save again.

    python round_trip.py SEED ROUNDS FOLDER

Each becomes NNNN.npy or NNNN.dat in FOLDER; plan.json lists {"file", "kind", "endian", "dtype", "shape", "order",
"offset", "layout", "access", "partitions", "slice"?, "expected", "taken"}: what is read of the file, its shape, and the
file that NumPy makes of it. In each round there is an array with elements for every kind, byte order, order, layout, access and
number of dimensions, read whole and by a slice; arrays without elements come on top. Values are such as Spark's types
hold: no invalid code points, no time finer than a microsecond, booleans of 0 and 1. Bytes between the fields of a
struct are zero.
"""

import ast
import itertools
import json
import os
import sys

import numpy as np

KINDS = ["bool", "int8", "uint8", "int", "uint", "half", "float", "complex", "bytes", "void", "text", "date", "moment", "duration", "struct"]
WITHOUT_BYTE_ORDER = ["bool", "int8", "uint8", "bytes", "void"]
LAYOUTS = ["columns", "array", "cells", "bytes"]
CODE_POINTS = [0, 0, 0x20, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF, 0x10000, 0x10FFFF]
NAMES = ["a", "b", "x y", "\u00e9", "\u65e5", "it's", "Z", "value"]


def pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def simple(kind, order, rng):
    if kind == "bool":
        return np.dtype("?")
    if kind in ("int8", "uint8"):
        return np.dtype(kind)
    if kind in ("int", "uint"):
        return np.dtype(order + kind[0] + pick(rng, "248"))
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
    """A random dtype that str() describes: NumPy's own text of some aligned structs is another dtype, or none. There is
    a field with the byte order in each struct."""
    while True:
        dtype = random_dtype(kind, order, rng, header)
        try:
            text = str(dtype)
            has_order = kind != "struct" or order in text
            if has_order and np.dtype(ast.literal_eval(text) if text[0] in "[{(" else text) == dtype:
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


def random_shape(rank, rng):
    rows = int(pick(rng, [0, 1, 2, 3, 5, 8, 21, 1, 2, 3, 5, 8] if rank < 3 else [0, 1, 2, 3, 5, 1, 2, 3, 5]))
    return ((rows,) + tuple(int(n) for n in rng.integers(1, 4 if rank < 4 else 3, size=max(0, rank - 1))))[:rank]


def random_slice(shape, rng, dropped):
    """A basic index of an array of this shape, as text, that drops so many axes or more."""
    parts = []
    count = int(rng.integers(max(dropped, min(1, len(shape))), len(shape) + 1))
    integers = rng.permutation(count)[:dropped]
    for axis, length in enumerate(shape[:count]):
        ends = [str(int(end)) if rng.random() < 0.5 else "" for end in rng.integers(-length - 2, length + 3, size=2)]
        step = str(int(pick(rng, [1, 2, 3, -1, -2])))
        whole = length == 0 or (axis not in integers and rng.random() < 0.8)
        parts.append(":".join(ends + [step]) if whole else str(int(rng.integers(-length, length))))
    if not parts or rng.random() < 0.3:
        parts.append("...")  # in front or in between, integers would be for other axes
    return ", ".join(parts)


def fits(taken, layout):
    """Whether rows of the layout can show it: only those of other layouts may have no elements."""
    if layout == "columns":
        return taken.ndim < 2 or (taken.ndim == 2 and taken.shape[1] > 0)
    return layout != "bytes" or 0 not in taken.shape[1:]


def take(array, layout, sliced, rng):
    """What is read of an array: an index as text, None for all of it, and what NumPy makes of it."""
    if not sliced:
        return None, array
    while True:
        text = random_slice(array.shape, rng, max(0, array.ndim - 2) if layout == "columns" else 0)
        taken = np.asarray(eval(f"array[{text}]"), dtype=array.dtype)
        if fits(taken, layout) and (taken.size > 0 or array.size == 0 or rng.random() < 0.05):
            return text, taken


def as_saved(taken, layout, order):
    """What is saved: a row's bytes are an element in the layout of bytes. NumPy's copies leave gaps as they were."""
    copy = np.zeros(taken.shape, dtype=taken.dtype, order="C" if layout == "bytes" else order)
    copy[...] = taken
    if layout != "bytes":
        return copy
    rows = taken.shape[0] if taken.ndim else 1
    size = taken.dtype.itemsize * int(np.prod(taken.shape[1:], dtype=int))
    return np.frombuffer(copy.tobytes(), dtype=f"V{size}").reshape(rows)


def save(path, array, order, offset, header):
    if header:
        np.save(path, array)
    else:
        np.memmap(path, dtype=array.dtype, mode="w+", offset=offset, shape=array.shape, order=order)[...] = array


def cells():
    for kind, order, layout, access, rank, sliced in itertools.product(
        KINDS, "CF", LAYOUTS, ["mmap", "read"], range(6), [False, True]
    ):
        if layout != "columns" or rank <= 2 or sliced:
            for endian in "|" if kind in WITHOUT_BYTE_ORDER else "<>":
                yield kind, endian, order, layout, access, rank, sliced


def main(seed, rounds, folder):
    rng = np.random.default_rng(int(seed))
    plan = []

    def add(kind, endian, order, layout, access, rank, sliced):
        """Saves an array; how many elements are read of it."""
        header = rng.random() < 0.5
        dtype = described_dtype(kind, endian, rng, header)
        shape = random_shape(rank, rng)
        array = np.zeros(shape, dtype=dtype, order=order)
        fill(array, rng)
        offset = 0 if header else int(pick(rng, [0, 0, 3, 64]))
        suffix = "npy" if header else "dat"
        name = f"{len(plan):04d}.{suffix}"
        save(os.path.join(folder, name), array, order, offset, header)
        text, taken = take(array, layout, sliced, rng)
        saved = as_saved(taken, layout, order)
        entry = {"file": name, "kind": kind, "endian": endian, "dtype": str(dtype), "shape": shape, "order": order,
                 "offset": offset, "layout": layout, "access": access, "partitions": int(rng.integers(1, 4)),
                 "expected": name, "taken": saved.shape}
        if text:
            entry["slice"] = text
        if text or layout == "bytes":
            entry["expected"] = f"{len(plan):04d}-taken.{suffix}"
            save(os.path.join(folder, entry["expected"]), saved, order, offset, header)
        plan.append(entry)
        return taken.size

    for _ in range(int(rounds)):
        for cell in cells():
            while add(*cell) == 0:  # which proves nothing
                pass
    with open(os.path.join(folder, "plan.json"), "w") as out:
        json.dump({"numpy": np.__version__, "arrays": plan}, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
