"""Damaged .npy files and .npz archives, and what NumPy and zipfile make of them, for a Java test to compare with.

    python damaged.py SEED COUNT FOLDER

damaged.json in FOLDER lists {"file", "error"} or {"file", "tree", "kinds", "shape", "order", "offset"} for headers, and {"file", "error"}
or {"file", "members"} for archives; of a member {"error"}, or the place of its bytes in the archive and, where it is a .npy, what
its header says.
"""

import io
import json
import os
import sys
import warnings
import zipfile

import numpy as np
from numpy.lib._format_impl import _read_array_header
from oracle import kinds, tree

DTYPES = ["<f4", ">i2", "|u1", "<U3", "|S5", "<M8[ns]", "|b1", "<c8", "|V4", [("a", "<i4"), ("b", ">f8", (2, 3))], [("x y", "<u2"), ("", "|V2")]]
TOKENS = [b"'", b'"', b",", b" ", b"(", b")", b"{", b"}", b"[", b"]", b":", b"0", b"-1", b"1_0", b"0x3", b"True", b"False", b"None", b"1.0", b"+2",
          b"\t", b"\n", b"\\", b"#", b"\x00", b"u'", b"b'", b"L", b"*", b"()", b"'descr'", b"'shape'", b"'fortran_order'", b"'<f8'", b"\xe9", b"3,", b";"]


def pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def npy(rng):
    """What np.save makes of a random array, in any version of the format."""
    shape = tuple(int(n) for n in rng.integers(0, 4, size=int(rng.integers(0, 4))))
    array = np.zeros(shape, np.dtype(pick(rng, DTYPES)), pick(rng, "CF"))
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=pick(rng, [(1, 0), (1, 0), (2, 0), (3, 0)]))
    return out.getvalue()


def mutated(content, rng, first, last):
    """Some bytes between first and last changed, put in or left out."""
    content = bytearray(content)
    for _ in range(pick(rng, [1, 1, 1, 2, 3])):
        last = max(first + 1, min(last, len(content)))
        at = int(rng.integers(first, last))
        while rng.random() < 0.6 and content[at : at + 1].isalnum() and at + 1 < last:
            at += 1  # more often between words
        what = int(rng.integers(6))
        if what == 0 and at < len(content):
            content[at] = int(rng.integers(256))
        elif what == 1:
            del content[at : at + int(rng.integers(1, 4))]
        elif what == 2:
            content[at:at] = pick(rng, TOKENS)
        elif what == 3:
            token = pick(rng, TOKENS)
            content[at : at + len(token)] = token
        elif what == 4 and at < len(content):
            content[at] ^= 1 << int(rng.integers(8))
        else:
            end = at + int(rng.integers(1, 12))
            content[at:at] = content[at:end]
    return bytes(content)


def in_header(content, rng):
    """A change of the text alone; the length that stands before it fits."""
    wide = content[6] > 1
    start = 12 if wide else 10
    end = start + int.from_bytes(content[8:start], "little")
    text = mutated(content[start:end], rng, 0, 90)
    return content[:8] + len(text).to_bytes(start - 8, "little") + text + content[end:]


def header(content):
    """What NumPy reads of it: no pickles, and as much as it has always allowed."""
    source = io.BytesIO(content)
    try:
        version = np.lib.format.read_magic(source)
        shape, fortran, dtype = _read_array_header(source, version)
        if any(n < 0 for n in shape) or dtype.hasobject:
            raise ValueError("no array of numbers")
    except Exception as refusal:  # whatever Python raises for such a text
        return {"error": f"{type(refusal).__name__}: {refusal}"}
    return {"tree": tree(dtype), "kinds": kinds(dtype), "shape": [int(n) for n in shape],
            "order": "F" if fortran else "C", "offset": source.tell()}


def npz(rng):
    out = io.BytesIO()
    names = [pick(rng, ["a", "b", "caf\u00e9", "x/y", "arr_0"]) for _ in range(int(rng.integers(1, 4)))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that comes twice
        with zipfile.ZipFile(out, "w", pick(rng, [zipfile.ZIP_STORED] * 4 + [zipfile.ZIP_DEFLATED])) as archive:
            for name in names:
                with archive.open(name + ".npy", "w", force_zip64=bool(rng.random() < 0.7)) as member:
                    member.write(npy(rng))
            if rng.random() < 0.2:
                archive.comment = bytes(rng.integers(256, size=int(rng.integers(1, 40)), dtype="u1"))
    content = out.getvalue()
    return rng.bytes(int(rng.integers(1, 30))) + content if rng.random() < 0.1 else content


def archive(content):
    source = io.BytesIO(content)
    try:
        opened = zipfile.ZipFile(source)
    except Exception as refusal:
        return {"error": f"{type(refusal).__name__}: {refusal}"}
    members = []
    for name in dict.fromkeys(opened.namelist()):
        member = {"name": name}
        try:
            info = opened.getinfo(name)
            with opened.open(info) as stream:
                if info.compress_type != zipfile.ZIP_STORED:
                    raise ValueError("compressed")
                start = stream._orig_compress_start if hasattr(stream, "_orig_compress_start") else source.tell()
                data = stream.read()
            member.update(start=start, length=len(data), header=header(data))
        except Exception as refusal:
            member["error"] = f"{type(refusal).__name__}: {refusal}"
        members.append(member)
    return {"members": members}


def main(seed, count, folder):
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(int(seed))
    headers, archives = [], []
    for number in range(int(count)):
        content = npy(rng)
        content = in_header(content, rng) if rng.random() < 0.7 else mutated(content, rng, 0, len(content))
        name = f"{number}.npy"
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)
        headers.append({"file": name, **header(content)})
    for number in range(int(count) // 3):
        content = npz(rng)
        tail = rng.random() < 0.7
        content = mutated(content, rng, max(0, len(content) - 250) if tail else 0, len(content))
        name = f"{number}.npz"
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)
        archives.append({"file": name, **archive(content)})
    with open(os.path.join(folder, "damaged.json"), "w") as out:
        json.dump({"numpy": np.__version__, "headers": headers, "archives": archives}, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
