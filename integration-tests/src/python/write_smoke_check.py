"""Checks the arrays that WriteSmokeJob wrote into a directory."""

import pathlib
import sys

import numpy as np

directory = pathlib.Path(sys.argv[1])
seen = set()


def check(name, expected):
    path = directory / (name + ".dat")
    order = "F" if expected.flags.f_contiguous and expected.ndim > 1 else "C"
    array = np.memmap(path, dtype=expected.dtype, mode="r", shape=expected.shape, order=order)
    assert array.tobytes() == expected.tobytes(), (name, array)
    assert path.stat().st_size == expected.nbytes, name
    seen.add(name)


def check_header(name, expected):
    array = np.load(directory / name, mmap_mode="r")
    assert array.dtype == expected.dtype and array.tobytes() == expected.tobytes(), (name, array)
    seen.add(name)


def int32(start, end):
    return np.arange(start, end, dtype="int32")


check("default", int32(0, 100))
check("overwrite", int32(7, 17))
check("ignore", int32(0, 100))
check("append", int32(0, 25))

table = np.empty((60, 2), dtype=">f4", order="F")
table[:, 0] = np.arange(60)
table[:, 1] = 59 - np.arange(60)
table[::7, 0] = -np.arange(0, 60, 7)
table[::7, 1] = 0.5
check("inplace", table)

cells = np.zeros((15, 4), dtype="int64")
for i in range(0, 60, 7):
    cells[i % 15, i % 4] = i
check("cells", cells)
check("arrays", np.array([[[i, 1], [2, -i]] for i in range(10)], dtype="int64"))
check("struct", np.array([(i, i / 4) for i in range(10)], dtype="i1,<f8"))
days = [np.datetime64("2024-01-01") + i for i in range(10)]
kinds = [("s", ">U2"), ("d", "M8[D]"), ("z", "c8")]
check_header("kinds.npy", np.array([(str(i), days[i], i / 2 - 1j) for i in range(10)], dtype=kinds))
check_header("append.npy", int32(0, 25))
check_header("catalog.npy", int32(0, 3))
check("named", int32(0, 9))
check("located", np.arange(5, dtype=">i2"))
left = {path.name for path in directory.iterdir()} - {name + ".dat" for name in seen}
assert not {name for name in left if "memmap" in name}, left
print(" ".join(sorted(seen)))
