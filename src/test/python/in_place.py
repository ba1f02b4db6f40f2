"""Random arrays and single assignments into them, for the Java tests to do by SQL and by `r+`.

    python in_place.py SEED ROUNDS FOLDER

Each is NNNN.npy or NNNN.dat in FOLDER, beside what it is after NumPy has assigned. plan.json lists {"file",
"expected", "options", and "set" and "where" of an UPDATE, or "select" and "write", the columns and options of a save
with mode r+}. The stored bytes are noise: booleans of 2, NaNs with payloads, nanoseconds, bytes between fields.

What Spark reads as the value that is assigned stays as it is stored; NumPy is told so by `assign`.
"""

import json
import os
import sys

import numpy as np

from round_trip import CODE_POINTS, KINDS, described_dtype, fill, pick, save

MICROS = {"W": 604_800_000_000, "D": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1_000, "us": 1}
PARTS = {"ns": 10**3, "ps": 10**6, "fs": 10**9, "as": 10**12}
INTEGERS = {"i1": "TINYINT", "i2": "SMALLINT", "i4": "INT", "i8": "BIGINT", "u1": "SMALLINT", "u2": "INT", "u4": "BIGINT",
            "u8": "DECIMAL(20, 0)"}
OVERLAPS = {"names": ["lo", "hi", "all", "far"], "formats": ["<u2", "<i2", "<f4", "?"], "offsets": [2, 4, 2, 9], "itemsize": 11}


def noise(array, rng):
    """Stored bytes that NumPy would not store, where Spark can read them."""
    fill(array, rng)
    dtype = array.dtype
    if dtype.names:
        for name in dtype.names:
            noise(array[name], rng)
    elif dtype.kind == "b":
        array.view("u1")[...] = rng.integers(0, 256, size=array.shape) * rng.integers(0, 2, size=array.shape)
    elif dtype.kind in "mM" and np.datetime_data(dtype)[0] in PARTS:
        ticks = array.view(np.dtype("i8").newbyteorder(dtype.byteorder))
        ticks[...] += (ticks != np.iinfo("i8").min) * rng.integers(0, 999, size=array.shape)


def noisy(shape, dtype, order, rng):
    array = np.zeros(shape, dtype=dtype, order=order)
    flat = array.reshape(-1, order="A")
    flat.view("u1")[...] = np.frombuffer(rng.bytes(array.nbytes), "u1")
    noise(array, rng)
    return array


def literal(dtype, rng):
    """A value as SQL, and as NumPy assigns it."""
    if dtype.subdtype:
        return nested(*dtype.subdtype, rng)
    if dtype.names:
        parts = [literal(dtype[name], rng) for name in dtype.names]
        sql = ", ".join(f"'{name}', {sql}".replace("it's", "it\\'s") for name, (sql, _) in zip(dtype.names, parts))
        return f"named_struct({sql})", tuple(value for _, value in parts)
    kind, size = dtype.kind, dtype.itemsize
    if kind == "b":
        value = bool(rng.random() < 0.5)
        return str(value), value
    if kind in "iu":
        info = np.iinfo(dtype)
        value = int(pick(rng, [info.min, info.max, 0, 1, 100]))
        digits = f"{value}BD" if size == 8 else str(value)
        return f"CAST({digits} AS {INTEGERS[kind + str(size)]})", value
    if kind == "f":
        text = pick(rng, ["0.0", "-0.0", "NaN", "Infinity", "-1.5", "2048.0"])
        return f"CAST('{text}' AS {'DOUBLE' if size == 8 else 'FLOAT'})", np.array(float(text), dtype)
    if kind == "c":
        part = np.dtype(f"f{size // 2}")
        (real, re), (imag, im) = literal(part, rng), literal(part, rng)
        return f"named_struct('real', {real}, 'imag', {imag})", (re, im)
    if kind in "SV":
        stored = rng.integers(1, 256, size=size if kind == "V" else rng.integers(0, size + 1), dtype="u1").tobytes()
        return f"X'{stored.hex()}'", np.array(stored, f"S{size}").view(dtype) if kind == "V" else stored
    if kind == "U":
        points = [point for point in rng.choice(CODE_POINTS, size=rng.integers(0, size // 4 + 1)) if point]
        text = "".join(map(chr, points))
        return f"'{text}'", text
    return time(dtype, rng)


def nested(base, shape, rng):
    """An array of literals."""
    if not shape:
        return literal(base, rng)
    parts = [nested(base, shape[1:], rng) for _ in range(shape[0])]
    return "array(" + ", ".join(sql for sql, _ in parts) + ")", [value for _, value in parts]


def time(dtype, rng):
    unit, multiple = np.datetime_data(dtype)
    if unit == "generic" or (unit in "YM" and dtype.kind == "m"):
        value = int(rng.integers(-100, 100))
        return f"CAST({value} AS BIGINT)", np.array(value, "i8").view(f"{dtype.kind}8").astype("i8").astype(dtype)
    if rng.random() < 0.2:
        return null(dtype, unit), np.array(np.iinfo("i8").min).astype(dtype)
    ticks = int(rng.integers(0, 1 + {"Y": 100, "M": 1_000, "W": 3_000, "h": 10**5, "m": 10**7, "as": 8}.get(unit, 9_000) // multiple))
    if unit in PARTS:
        ticks *= PARTS[unit]
    value = np.array(ticks, "i8").astype(dtype)
    if dtype.kind == "M" and unit in "YMWD":
        return f"DATE '{value.astype('M8[D]')}'", value
    if dtype.kind == "M":
        return f"TIMESTAMP_NTZ '{str(value.astype('M8[us]')).replace('T', ' ')}'", value
    micros = ticks * multiple * MICROS[unit] if unit in MICROS else ticks * multiple // PARTS[unit]
    return f"make_dt_interval(0, 0, 0, {micros // 10**6}.{micros % 10**6:06d})", value


def null(dtype, unit):
    types = {True: "INTERVAL DAY TO SECOND", False: "DATE" if unit in "YMWD" else "TIMESTAMP_NTZ"}
    return f"CAST(NULL AS {types[dtype.kind == 'm']})"


def assign(array, where, value):
    """NumPy's array[where] = value, but for values that Spark reads as the same."""
    dtype = array.dtype
    if isinstance(value, list):
        for index, part in enumerate(value):
            assign(np.moveaxis(array, np.ndim(where), 0)[index], where, part)
    elif dtype.names:
        for name, part in zip(dtype.names, value):
            assign(array[name], where, part)
    elif dtype.kind == "c":
        assign(array.real, where, value[0])
        assign(array.imag, where, value[1])
    else:
        stay = np.zeros(array.shape, bool)
        if dtype.kind == "b":
            stay = (array.view("u1") != 0) == value
        elif dtype.kind == "f":
            stay = np.isnan(array) & np.isnan(value)
        elif dtype.kind in "mM" and np.datetime_data(dtype)[0] in PARTS and not np.isnat(value):
            unit, multiple = np.datetime_data(dtype)
            part = PARTS[unit]
            units = [int(tick) * multiple // part for tick in array.view(np.dtype("i8").newbyteorder(dtype.byteorder)).flat]
            wanted = int(value.astype("i8")) * multiple // part
            stay = np.array([unit == wanted for unit in units], bool).reshape(array.shape) & ~np.isnat(array)
        array[where & ~stay] = value


def path_into(dtype, rng):
    """Names that lead to a field, at any depth."""
    path = []
    while dtype.names and (not path or rng.random() < 0.6):
        name = pick(rng, dtype.names)
        path.append(name)
        dtype = dtype[name]
    return path, dtype


def descend(array, path):
    for name in path:
        array = array[name]
    return array


def quoted(*names):
    return ".".join(f"`{name}`" for name in names)


def update(array, layout, dtype, rng):
    """What UPDATE sets where, done by NumPy as well."""
    rows = array.shape[0]
    modulus = int(rng.integers(1, 4))
    chosen = np.arange(rows) % modulus == 0
    where, mask = f"_row % {modulus} = 0", chosen
    if layout == "cells":
        where, mask = f"i0 % {modulus} = 0", np.broadcast_to(chosen.reshape((-1,) + (1,) * (array.ndim - 1)), array.shape)
        if array.ndim > 1:
            index = int(rng.integers(array.shape[-1]))
            where += f" AND i{array.ndim - 1} = {index}"
            mask = mask & (np.arange(array.shape[-1]) == index)
        path, field = path_into(dtype, rng)
        names = ["value"] + path
    elif layout == "columns" and array.ndim == 1 and dtype.names:
        path, field = path_into(dtype, rng)
        names = path
    elif layout == "columns" and array.ndim == 2:
        column = int(rng.integers(array.shape[1]))
        array = array[:, column]
        path, field = path_into(dtype, rng)
        names = [f"_c{column}"] + path
    elif array.ndim == 1:
        path, field = path_into(dtype, rng)
        names = ["value"] + path
    else:
        index = [int(rng.integers(length)) for length in array.shape[1:]]
        sql, value = literal(dtype, rng)
        assign(array[(slice(None), *index)], chosen, value)
        return f"value = {replaced('value', index, sql)}", where
    sql, value = literal(field, rng)
    target = descend(array, path)
    if isinstance(value, list) and target.ndim == array.ndim + 1 and rng.random() < 0.5:  # one element of a sub-array
        index = int(rng.integers(target.shape[-1]))
        element, value = literal(field.base, rng)
        sql = replaced(quoted(*names), [index], element)
        target = target[..., index]
    assign(target, mask, value)
    return f"{quoted(*names)} = {sql}", where


def replaced(source, index, sql):
    """An array of which one element is another."""
    name = f"x{len(index)}"
    inner = replaced(name, index[1:], sql) if len(index) > 1 else sql
    return f"transform({source}, ({name}, i{name}) -> if(i{name} = {index[0]}, {inner}, {name}))"


def overwrite(array, dtype, rng):
    """Whole rows that r+ writes: their columns; done by NumPy as well, which stores what is assigned."""
    rows = [row for row in range(array.shape[0]) if rng.random() < 0.5]
    names = dtype.names if array.ndim == 1 and dtype.names else ["value"]
    columns = []
    for name in names:
        whole = array[name] if dtype.names and array.ndim == 1 else array
        part = dtype[name] if dtype.names and array.ndim == 1 else dtype
        sql, value = literal(part, rng) if array.ndim == 1 else nested(dtype, array.shape[1:], rng)
        columns.append(f"{sql} {quoted(name)}")
        for row in rows:
            store(whole[row : row + 1], value)
    return f"SELECT r, {', '.join(columns)} FROM (SELECT explode(array({', '.join(f'{row}L' for row in rows)})) r)" if rows else None


def store(array, value):
    """array[...] = value, field by field, so that what is between them stays."""
    if isinstance(value, list):
        for index, part in enumerate(value):
            store(np.moveaxis(array, 1, 0)[index], part)
    elif array.dtype.names:
        for name, part in zip(array.dtype.names, value):
            store(array[name], part)
    elif array.dtype.kind == "c":
        array.real, array.imag = value
    else:
        array[...] = value


def cases(rounds):
    for number in range(rounds):
        for kind in KINDS + ["struct", "struct", "overlap", "padded", "fine"]:
            yield kind, ["columns", "array", "cells"][number % 3], "CF"[number // 3 % 2]


def dtype_of(kind, header, rng):
    endian = pick(rng, "<>")
    if kind == "overlap" and not header:
        return np.dtype(OVERLAPS)
    if kind == "padded":
        return np.dtype(pick(rng, ["u1,f8", "?,U2,i2", "f2,(2,)M8[ns],c16,b"]), align=True)
    if kind == "fine":
        return np.dtype(f"{endian}{pick(rng, 'mM')}8[{pick(rng, ['', '7', '25'])}{pick(rng, ['ns', 'ps', 'fs', 'as'])}]")
    single = kind if kind in KINDS else "struct"
    return described_dtype(single, "|" if single in ("bool", "int8", "uint8", "bytes", "void") else endian, rng, header)


def main(seed, rounds, folder):
    rng = np.random.default_rng(int(seed))
    plan = []
    for kind, layout, order in cases(int(rounds)):
        header = rng.random() < 0.5
        dtype = dtype_of(kind, header, rng)
        rank = int(rng.integers(1, 3 if layout == "columns" else 4))
        if order == "F":
            rank = max(2, rank)
        shape = (int(rng.integers(1, 9)),) + tuple(int(n) for n in rng.integers(1, 4, size=rank - 1))
        array = noisy(shape, dtype, order, rng)
        offset = 0 if header else int(pick(rng, [0, 3, 64]))
        name = f"{len(plan):04d}.{'npy' if header else 'dat'}"
        expected = f"{len(plan):04d}.expected"
        path, after = os.path.join(folder, name), os.path.join(folder, expected)
        stored = write(path, array, order, offset, header, rng)
        with open(after, "wb") as file:
            file.write(stored)
        mapped = np.lib.format.open_memmap(after, mode="r+") if header else np.memmap(
            after, dtype=dtype, mode="r+", shape=shape, order=order, offset=offset)
        options = {} if header else {"dtype": str(dtype), "shape": str(shape), "order": order, "offset": str(offset)}
        entry = {"file": name, "expected": expected, "options": options, "dtype": str(dtype), "shape": shape}
        rows = overwrite(mapped, dtype, rng) if layout != "cells" and rng.random() < 0.3 else None
        if rows:
            entry |= {"select": rows}
        else:
            entry["options"] = options | {"layout": layout}
            entry["set"], entry["where"] = update(mapped, layout, dtype, rng)
        mapped.flush()
        plan.append(entry)
    with open(os.path.join(folder, "plan.json"), "w") as out:
        json.dump({"numpy": np.__version__, "cases": plan}, out)


def write(path, array, order, offset, header, rng):
    """The file's bytes: those between the fields too, which np.save would leave to chance."""
    save(path, array, order, 0, header)
    with open(path, "rb") as file:
        head = file.read()[: -array.nbytes] if header else rng.bytes(offset)
    stored = head + array.reshape(-1, order="A").view("u1").tobytes()
    with open(path, "wb") as file:
        file.write(stored)
    return stored


if __name__ == "__main__":
    main(*sys.argv[1:])
