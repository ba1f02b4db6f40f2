"""What NumPy says, for the Java tests to compare with.

    python oracle.py REQUEST.json ANSWER.json

A request holds lists of questions, the answer holds lists of the same length under the same keys:

arrays   {"file", "dtype", "shape", "order", "offset", "tail", "fill", "seed", "views"}: write the
         file, then map it as each view {"dtype", "shape"?, "order", "offset", "cast"?} says.
         Answer: per view {"shape", "bytes", "raw"}, both base64: the elements in logical C order,
         little-endian, bool as 0 or 1, float16 as float32, times as days or microseconds; and as
         they are stored.
dtypes   a string for np.dtype. Answer: see describe(), or {"error"}.
literals Python source of a literal for np.dtype. Answer: the same.
descrs   Python source of a literal as in the header of a .npy file. Answer: the same.
headers  {"dtype", "shape", "order"}: what np.save writes before such an array, the dtype as a literal.
         Answer: {"header"} in base64, or {"error"}.
slices   {"shape", "text"}: Python source between the brackets of a[...]. Answer: {"str", "shape", "values"}
         of the elements taken, which are numbered in C order, or {"error"}.
pythons  {"object"}: Python source of something that means a dtype. Answer: {"str", "repr"}, the text
         that it turns into, and "dtype".
shapes   {"file", "dtype", "text"}: Python source of a shape to map the file with. Answer: as for a
         view, or {"error"}.
"""

import ast
import base64
import io
import json
import math
import os
import re
import sys
import warnings

import numpy as np

# Bit patterns that readers get wrong: extremes, sign bits, zeros, subnormals, infinities, NaNs with payload.
FLOAT_EDGES = {
    2: [0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x3C00, 0xBC01, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00, 0x7E00, 0xFE01],
    4: [0x00000000, 0x80000000, 0x00000001, 0x807FFFFF, 0x00800000, 0x3F800000, 0xBFC00000, 0x7F7FFFFF,
        0xFF7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC12345],
    8: [0x0000000000000000, 0x8000000000000000, 0x0000000000000001, 0x800FFFFFFFFFFFFF, 0x0010000000000000,
        0x3FF0000000000000, 0xBFF8000000000000, 0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFF, 0x7FF0000000000000,
        0xFFF0000000000000, 0x7FF8000000000000, 0xFFF8123456789ABC],
}
SIGNALLING_NANS = {
    2: [0x7C01, 0xFD55],
    4: [0x7F800001, 0xFFBFFFFF],
    8: [0x7FF0000000000001, 0xFFF7FFFFFFFFFFFF],
}
# The quiet bit of a NaN's payload.
QUIET = {2: 0x0200, 4: 0x00400000, 8: 0x0008000000000000}


def int_edges(size):
    top = 1 << (8 * size - 1)
    counting = int.from_bytes(bytes(range(1, size + 1)), "big")
    return [0, 1, top - 1, top, top + 1, 2 * top - 1, counting]


def random_bits(dtype, count, fill, rng):
    """`count` storage patterns as unsigned integers: half random, half edges."""
    size = dtype.itemsize
    bits_type = np.dtype(f"u{size}")
    bits = np.frombuffer(rng.bytes(size * count), dtype=bits_type).copy()
    edges = list(int_edges(size))
    if dtype.kind == "f":
        edges = FLOAT_EDGES[size] + (SIGNALLING_NANS[size] if fill == "any" else [])
    chosen = rng.random(count) < 0.5
    bits[chosen] = np.array(edges, dtype=bits_type)[rng.integers(len(edges), size=count)][chosen]
    if fill == "quiet" and dtype.kind == "f":
        values = bits.view(f"f{size}")
        bits[np.isnan(values)] |= bits_type.type(QUIET[size])
    if fill == "below63":
        bits &= bits_type.type((1 << 63) - 1)
    return bits


# Ends of the ranges that UTF-8 tells apart; NULs inside and at the end.
CODE_POINTS = [0, 0, 0x20, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF, 0x10000, 0x10FFFF]


def random_elements(dtype, count, rng):
    """`count` elements of what is no number: any bits that mean something and that Spark can hold."""
    size = dtype.itemsize
    if dtype.kind == "c":
        part = np.dtype(f"f{size // 2}")
        bits = random_bits(part, 2 * count, "any", rng)
        return bits.astype(bits.dtype.newbyteorder(dtype.byteorder)).view(dtype)
    if dtype.kind in "SV":
        stored = rng.integers(256, size=(count, size), dtype="u1")
        stored[rng.random((count, size)) < 0.4] = 0
        return np.frombuffer(stored.tobytes(), dtype=dtype)
    if dtype.kind == "U":
        points = rng.choice(np.array(CODE_POINTS, dtype="u4"), size=count * (size // 4))
        return np.frombuffer(points.astype(np.dtype("u4").newbyteorder(dtype.byteorder)).tobytes(), dtype=dtype)
    most = 2_000_000 if np.datetime_data(dtype)[0] in "YMWD" else 300_000_000_000
    ticks = rng.integers(-most, most, size=count, dtype="i8")
    edges = np.array([np.iinfo("i8").min, 0, 1, -1, 999, -1000, -1001], dtype="i8")
    chosen = rng.random(count) < 0.5
    ticks[chosen] = rng.choice(edges, size=count)[chosen]
    return ticks.astype(np.dtype("i8").newbyteorder(dtype.byteorder)).view(dtype)


def write_file(path, spec):
    dtype, shape, offset = np.dtype(spec["dtype"]), tuple(spec["shape"]), spec["offset"]
    rng = np.random.default_rng(spec["seed"])
    array = np.memmap(path, dtype=dtype, mode="w+", offset=offset, shape=shape, order=spec["order"])
    if dtype.kind in "biuf":
        storage = array.view(np.dtype(f"u{dtype.itemsize}").newbyteorder(dtype.byteorder))
        storage[...] = random_bits(dtype, array.size, spec["fill"], rng).reshape(shape)
        del storage
    else:
        array[...] = random_elements(dtype, array.size, rng).reshape(shape)
    array.flush()
    del array
    # Noise around the array, so that a wrong address is a wrong value.
    with open(path, "r+b") as out:
        out.write(rng.bytes(offset))
        out.seek(0, os.SEEK_END)
        out.write(rng.bytes(spec["tail"]))


def map_view(path, view):
    options = {"dtype": view["dtype"], "mode": "r", "offset": view["offset"]}
    shape = view.get("shape")
    if shape is not None and -1 in shape:
        # np.memmap knows no -1; the reader promises what reshape makes of it.
        return np.memmap(path, **options).reshape(shape, order=view["order"])
    shape = None if shape is None else tuple(shape)
    return np.memmap(path, shape=shape, order=view["order"], **options)


def canonical(array):
    dtype = array.dtype
    if dtype.kind == "b":
        return np.where(array, 1, 0).astype("u1").tobytes()
    if dtype.kind == "f" and dtype.itemsize == 2:
        return widen_half(array).tobytes()
    if dtype.kind == "M":
        days = np.datetime_data(dtype)[0] in "YMWD"
        return array.astype("<M8[D]" if days else "<M8[us]").tobytes()
    if dtype.kind == "m":
        return array.astype("<m8[us]").tobytes()
    return array.astype(dtype.newbyteorder("<")).tobytes()


def widen_half(array):
    """float16 as <f4; a NaN's payload moves up unchanged (a CPU's own conversion may quiet it)."""
    wide = array.astype("<f4")
    bits = np.asarray(array.astype("<f2")).view("<u2").astype("<u4")
    nan_bits = (bits & 0x8000) << 16 | 0x7F800000 | (bits & 0x3FF) << 13
    return np.where(np.isnan(wide), nan_bits, wide.view("<u4")).astype("<u4")


def answer_array(spec):
    write_file(spec["file"], spec)
    answers = []
    for view in spec["views"]:
        array = map_view(spec["file"], view)
        if "cast" in view:
            array = array.astype(view["cast"])
        answers.append(encode(array))
    return answers


def encode(array):
    texts = {"bytes": canonical(array), "raw": array.tobytes()}
    encoded = {key: base64.b64encode(content).decode("ascii") for key, content in texts.items()}
    return {"shape": list(array.shape), **encoded}


def hexed(name):
    return name.encode("utf-16-be", "surrogatepass").hex()


def tree(dtype):
    """All that a dtype says, as text; names as the hex of their UTF-16."""
    if dtype.names is not None:
        fields = []
        for name in dtype.names:
            field, offset, *title = dtype.fields[name]
            titled = "~" + hexed(title[0]) if title and isinstance(title[0], str) else ""
            fields.append(f"{hexed(name)}@{offset}{titled}:{tree(field)}")
        return "{" + " ".join(fields) + "}" + str(dtype.itemsize)
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return str(list(shape)).replace(" ", "") + tree(base)
    return dtype.str


def kinds(dtype):
    """What occurs in it: NumPy's letters, g for long doubles, - for what only NumPy's accidents make."""
    if dtype.itemsize < 0 or dtype.names is not None and dtype.kind != "V":
        return "-"
    if dtype.names is not None:
        titles = [title for field in dtype.fields.values() for title in field[2:]]
        odd = "-" if any(not isinstance(title, (str, type(None))) for title in titles) else ""
        return "{" + odd + "".join(kinds(dtype.fields[name][0]) for name in dtype.names)
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        sized = dtype.itemsize == base.itemsize * math.prod(shape)
        return ("[" if sized else "[-") + kinds(base)
    return "g" if dtype.type in (np.longdouble, np.clongdouble) else dtype.kind


def describe(dtype):
    try:
        descr = repr(np.lib.format.dtype_to_descr(dtype)) if dtype.subdtype is None else None
    except ValueError:  # overlapping fields
        descr = None
    return {"tree": tree(dtype), "kinds": kinds(dtype), "str": str(dtype), "descr": descr,
            "aligned": dtype.isalignedstruct}


# NumPy 2.4.6 divides by it, and the process dies of SIGFPE.
ZERO_DIVISOR = re.compile(r"/\s*[+-]?0+\s*\]")


def described(make, text):
    if isinstance(text, str) and ZERO_DIVISOR.search(text):
        return {"error": "ZeroDivisionError: the divisor of a unit of time is 0"}
    try:
        return describe(make(text))
    except Exception as refusal:  # TypeError, ValueError, even SyntaxError
        return {"error": f"{type(refusal).__name__}: {refusal}"}


def answer_dtype(text):
    return described(np.dtype, text)


def answer_literal(text):
    return described(lambda source: np.dtype(ast.literal_eval(source)), text)


def answer_descr(text):
    return described(lambda source: np.lib.format.descr_to_dtype(ast.literal_eval(source)), text)


def answer_header(question):
    try:
        dtype = np.dtype(ast.literal_eval(question["dtype"]))
        array = np.empty(question["shape"], dtype, question["order"])
        saved = io.BytesIO()
        np.save(saved, array)
    except Exception as refusal:
        return {"error": f"{type(refusal).__name__}: {refusal}"}
    data = saved.getvalue()
    wide = data[6] > 1
    start = (12 if wide else 10) + int.from_bytes(data[8:12 if wide else 10], "little")
    return {"header": base64.b64encode(data[:start]).decode("ascii")}


def answer_slice(question):
    shape = question["shape"]
    numbered = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    try:
        index = eval(f"np.s_[{question['text']}]", {"__builtins__": {}, "np": np, "slice": slice, "Ellipsis": ...})
        taken = np.asarray(numbered[index])
    except (IndexError, ValueError) as refusal:
        return {"error": f"{type(refusal).__name__}: {refusal}"}
    return {"str": str(index), "shape": list(taken.shape), "values": taken.ravel().tolist()}


def answer_python(question):
    thing = eval(question["object"], {"np": np})
    return {"str": str(thing), "repr": repr(thing), "dtype": described(np.dtype, thing)}


def answer_shape(question):
    try:
        shape = eval(question["text"], {"__builtins__": {}, "np": np, "True": True})
        array = map_shape(question["file"], np.dtype(question["dtype"]), shape)
    except Exception as refusal:  # whatever Python and NumPy raise
        return {"error": f"{type(refusal).__name__}: {refusal}"}
    return encode(array)


def map_shape(path, dtype, shape):
    lengths = shape if isinstance(shape, (tuple, list)) else (shape,)
    if -1 in lengths:
        if any(length < -1 for length in lengths):
            raise ValueError("negative dimensions are not allowed")
        return np.memmap(path, dtype=dtype, mode="r").reshape(shape)
    return np.memmap(path, dtype=dtype, mode="r", shape=shape)


ANSWERS = {
    "arrays": answer_array,
    "dtypes": answer_dtype,
    "literals": answer_literal,
    "descrs": answer_descr,
    "headers": answer_header,
    "slices": answer_slice,
    "pythons": answer_python,
    "shapes": answer_shape,
}


def main(request_path, answer_path):
    warnings.simplefilter("ignore")
    with open(request_path, encoding="utf-8") as source:
        request = json.load(source)
    answer = {key: [ANSWERS[key](question) for question in questions] for key, questions in request.items()}
    answer["numpy"] = np.__version__
    with open(answer_path, "w", encoding="utf-8") as target:
        json.dump(answer, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
