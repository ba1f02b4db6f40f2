"""Checks the arrays that the quickstart wrote into a directory, and prints each."""

import pathlib
import sys

import numpy as np

directory = pathlib.Path(sys.argv[1])


def check(name, dtype, expected):
    path = directory / name
    array = np.memmap(path, dtype=dtype, mode="r", shape=expected.shape)
    np.testing.assert_array_equal(array, expected, strict=True)
    assert path.stat().st_size == expected.nbytes, (name, path.stat().st_size)
    print(array)


check("new_data.dat", "int32", np.arange(250_000, dtype="int32").reshape(500, 500))
example = np.arange(1, 17, dtype="int32").reshape(4, 4)
example[1] *= 100
check("example.dat", "int32", example)
check("data.dat", "float32", np.arange(1_000_000, dtype="float32").reshape(1000, 1000))
left = sorted(path.name for path in directory.iterdir() if path.suffix != ".log")
assert left == ["data.dat", "example.dat", "new_data.dat"], left
