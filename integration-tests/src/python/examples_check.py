"""Makes arrays for the jobs in examples/, and compares the results of the jobs with NumPy's.

    python examples_check.py make_NAME | append_NAME | check_NAME | print_NAME       in the job's directory
"""

import os
import sys

import numpy as np


def readings():
    return np.random.default_rng(3).normal(50, 20, (1000, 5)).astype("float32")


def make_convert():
    readings().tofile("readings.dat")


def check_convert():
    """Every value is at its index after the way to Parquet and back."""
    found = np.load("back.npy", mmap_mode="r")
    np.testing.assert_array_equal(found, readings()[:, [4, 2, 0]].astype(">f8"), strict=True)


def unlike():
    a = np.random.default_rng(4).normal(-3, 7, (500, 12)).astype("float32")
    a[:, 4] = 9  # constant
    return a


def make_normalise():
    with open("unlike.dat", "wb") as file:
        file.write(b"a header, 24 bytes long.")
        file.write(unlike().tobytes(order="F"))
    np.save("whole.npy", np.arange(6).reshape(3, 2))


def check_normalise():
    exact = unlike().astype("float64")
    deviation = exact.std(axis=0)
    deviation[4] = 1
    expected = (exact - exact.mean(axis=0)) / deviation
    found = np.memmap("unlike.dat", "float32", "r", 24, (500, 12), "F")
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert (found[:, 4] == 0).all()
    with open("unlike.dat", "rb") as file:
        assert file.read(24) == b"a header, 24 bytes long."
    assert os.path.getsize("unlike.dat") == 24 + found.nbytes
    np.testing.assert_array_equal(np.load("whole.npy"), np.arange(6).reshape(3, 2))


def append_block_means():
    """Appends 800 rows and a half to signal.dat, which may have a torn row."""
    there = os.path.getsize("signal.dat") if os.path.exists("signal.dat") else 0
    row = there // 16
    more = np.arange(4 * row, 4 * (row + 800) + 2, dtype="float32")
    with open("signal.dat", "ab") as file:
        file.write(more.tobytes()[there - 16 * row:])


def check_block_means():
    signal = np.fromfile("signal.dat", "float32")
    whole = signal[:len(signal) // 2_000 * 2_000].reshape(-1, 500, 4)
    np.testing.assert_array_equal(np.load("means.npy"), whole.mean(axis=1, dtype="float64"), strict=True)
    print(len(whole), "blocks")


def parts():
    """Arrays of different lengths, one without rows, one in order F."""
    cube = np.arange(23 * 4 * 3, dtype="int16").reshape(23, 4, 3)
    return [cube[:7], np.asfortranarray(cube[7:9]), cube[9:9], cube[9:]]


def make_merge():
    os.mkdir("parts")
    for name, part in zip((1, 2, 3, 10), parts()):
        np.save(f"parts/part-{name}.npy", part)
    np.save("first.npy", np.array([(1.5, "a"), (2.5, "bc")], dtype="f4,U2"))
    np.save("second.npy", np.array([(3.5, "d")], dtype="f4,U2"))


def check_merge():
    merged = np.load("merged.npy", mmap_mode="r")
    np.testing.assert_array_equal(merged, np.concatenate(parts()).astype(">f8"), strict=True)
    records = np.load("records.npy")
    expected = [np.load("second.npy"), np.load("first.npy")]
    np.testing.assert_array_equal(records, np.concatenate(expected), strict=True)


def described():
    return np.random.default_rng(5).integers(-900, 900, (250, 40)).astype("int16")


def make_describe():
    with open("plain.dat", "wb") as file:
        file.write(bytes(10) + described().tobytes(order="F"))
    np.save("cube.npy", np.linspace(0, 1, 60).reshape(3, 4, 5))
    days = np.array(["2024-02-29", "NaT", "2023-01-01"], dtype="M8[D]")
    kinds = np.zeros(3, dtype=[("day", "M8[D]"), ("on", "?"), ("z", "c8"), ("n", "u8")])
    kinds["day"], kinds["on"], kinds["n"] = days, [True, False, False], [2**64 - 1, 1, 2]
    np.save("kinds.npy", kinds)


def print_described():
    """Prints the figures that the job must print, one line for each column."""
    for name, column in zip(("_c0", "_c1"), described().T):
        print(f"{name} {column.size} {column.min()} {column.max()} {column.mean():.7g}")


globals()[sys.argv[1]]()
