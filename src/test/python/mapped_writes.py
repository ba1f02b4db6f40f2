"""Random arrays, and elements that NumPy assigns to them through np.memmap, for the Java tests to assign too.

    python mapped_writes.py SEED COUNT FOLDER

Each is NNNN.npy or NNNN.dat in FOLDER, beside NNNN.expected, the file that NumPy leaves. plan.json lists {"file",
"expected", "dtype", "shape", "offset", "order", "slice", "writes"}; each write is a setter of io.memmap.ArrayFile
("set"), an index of the slice ("at"), and a value ("to"), which is text for floats and hexadecimal digits for bytes.
"""

import json
import os
import shutil
import sys

import numpy as np

CODES = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "S5", "U3", "V4", "M8[us]", "m8[D]"]
FLOATS = ["0.0", "-0.0", "NaN", "Infinity", "-Infinity", "1.5", "65504.0", "65519.99", "1e-7", "0.1", "1e300", "1.000488281250001"]
SETTERS = {"b": "boolean", "i": "long", "u": "long", "M": "long", "m": "long", "f": "double", "S": "bytes", "V": "bytes", "U": "string"}
SLICES = ["...", "::-1", "1:", "..., -1:", "..., ::2"]


def pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def value(dtype, rng):
    """A value for a setter, and the one that NumPy assigns."""
    kind = dtype.kind
    if kind == "b":
        truth = bool(rng.integers(2))
        return truth, truth
    if kind in "iuMm":
        bits = dtype.itemsize * 8
        number = int(rng.integers(0, 2**64, dtype="u8")) >> (64 - bits)
        signed = number - 2**bits if kind != "u" and number >= 2 ** (bits - 1) else number
        # the setter takes the bits of a uint64
        sent = signed - 2**64 if signed >= 2**63 else signed
        return sent, np.int64(signed).view(f"{kind}8[{np.datetime_data(dtype)[0]}]") if kind in "Mm" else signed
    if kind == "f":
        text = pick(rng, FLOATS)
        return text, float(text)
    if kind == "U":
        text = pick(rng, ["", "a", "\u65e5\u672c", "\U0001f600xy"])
        return text, text
    stored = rng.integers(1, 256, size=dtype.itemsize if kind == "V" else rng.integers(0, 6), dtype="u1").tobytes()
    return stored.hex(), np.frombuffer(stored, dtype)[0] if kind == "V" else stored


def case(number, rng, folder):
    dtype = np.dtype(pick(rng, "<>") + CODES[number % len(CODES)])
    shape = tuple(int(n) for n in rng.integers(2, 6, size=rng.integers(1, 4)))
    order = pick(rng, "CF")
    array = np.zeros(shape, dtype, order=order)
    array.reshape(-1, order="A").view("u1")[...] = rng.integers(0, 2, size=array.nbytes)
    header = bool(rng.integers(2))
    name = f"{number:04}.{'npy' if header else 'dat'}"
    path = os.path.join(folder, name)
    offset = 0
    if header:
        np.save(path, array)
    else:
        offset = int(rng.integers(0, 9))
        with open(path, "wb") as file:
            file.write(b"h" * offset + array.tobytes(order="A"))
    expected = f"{number:04}.expected"
    shutil.copyfile(path, os.path.join(folder, expected))
    target = os.path.join(folder, expected)
    mapped = np.load(target, mmap_mode="r+") if header else np.memmap(target, dtype, "r+", offset, shape, order)
    text = pick(rng, SLICES)
    part = mapped[eval(f"np.s_[{text}]")]
    writes = []
    for _ in range(int(rng.integers(1, 8))):
        at = tuple(int(rng.integers(length)) for length in part.shape)
        sent, assigned = value(dtype, rng)
        with np.errstate(over="ignore"):
            mapped[eval(f"np.s_[{text}]")][at] = assigned
        writes.append({"set": SETTERS[dtype.kind], "at": at, "to": sent})
    mapped.flush()
    return {"file": name, "expected": expected, "dtype": dtype.str, "shape": shape, "offset": offset, "order": order,
            "slice": text, "writes": writes}


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = np.random.default_rng(seed)
    cases = [case(number, rng, folder) for number in range(count)]
    with open(os.path.join(folder, "plan.json"), "w", encoding="utf-8") as file:
        json.dump({"numpy": np.__version__, "cases": cases}, file)


if __name__ == "__main__":
    main()
