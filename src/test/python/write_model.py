"""Random sequences of writes, and the file that NumPy has after each of them, for a Java test to do through the connector.

    python write_model.py SEED SEQUENCES FOLDER

plan.json in FOLDER lists the sequences; each is {"target", "start"?, "steps"}. "target" is the name of the file that is
written, "start" a file whose bytes are there at first. A step is

    {"what", "rows"?: {"file", "options", "select"}, "write"?: {"mode", "options"}, "sql"?, "read"?: {"options", "bytes"},
     "fails", "expected"}

"rows" are a file to read through the connector and the expressions to select of it; they are saved as "write" says, or
are the view `source` of the statement "sql", in which {target} stands for the table's name. "expected" is a file with the
bytes that the target has then, or null if there is none. A step that fails leaves everything as it was.

The model is NumPy: every change is an assignment to an array over the bytes of the file. What Spark's types do not hold of
a stored value (times finer than a microsecond, booleans other than 0 and 1, bytes between fields, NaN payloads) is random in
the files that are there at first, and must stay wherever a statement does not change the value.
"""

import json
import os
import sys
from io import BytesIO
from urllib.parse import quote

import numpy as np
from round_trip import KINDS, described_dtype, fill, pick

PLAIN = [kind for kind in KINDS if kind != "struct"]
ENDIANS = "<>"


class Array:
    """An array in a file, as its bytes."""

    def __init__(self, dtype, shape, order, offset, header):
        self.dtype, self.shape, self.order, self.offset, self.header = dtype, tuple(shape), order, offset, header
        zeros = np.zeros(shape, dtype, order)
        self.order = "C" if zeros.flags.c_contiguous else "F"
        if header:
            self.bytes = bytearray(saved(zeros))
            self.offset = len(self.bytes) - self.nbytes
        else:
            self.bytes = bytearray(offset + self.nbytes)

    @property
    def nbytes(self):
        return int(np.prod(self.shape, dtype=int)) * self.dtype.itemsize

    def view(self):
        """The array itself: assignments to it change the bytes."""
        return np.ndarray(self.shape, self.dtype, self.bytes, self.offset, order=self.order)

    def options(self):
        """What a read of it, or a write into it, has to be told."""
        if self.header:
            return {}
        shape = ",".join(map(str, self.shape)) + ("," if len(self.shape) == 1 else "")
        return {"dtype": str(self.dtype), "shape": f"({shape})", "order": self.order, "offset": str(self.offset)}

    def longer(self, more):
        """The same with more rows of zeros at the end, for arrays in order C."""
        longer = Array(self.dtype, (self.shape[0] + more,) + self.shape[1:], self.order, self.offset, self.header)
        longer.bytes[: self.offset] = longer.bytes[: self.offset] if self.header else self.bytes[: self.offset]
        longer.bytes[self.offset : self.offset + self.nbytes] = self.bytes[self.offset : self.offset + self.nbytes]
        return longer

    def copy(self):
        copy = Array(self.dtype, self.shape, self.order, self.offset, self.header)
        copy.bytes[:] = self.bytes
        return copy


def saved(array):
    """What np.save makes of it."""
    out = BytesIO()
    np.save(out, array)
    return out.getvalue()


def packed(dtype):
    """The same fields without gaps, in the order of their names: what np.save can describe of any dtype."""
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return np.dtype((packed(base), shape))
    return np.dtype([(name, packed(dtype[name])) for name in dtype.names]) if dtype.names else dtype


def leaves(dtype, path=()):
    """The paths of field names that lead to values which have no fields themselves."""
    if not dtype.names:
        return [path]
    return [leaf for name in dtype.names for leaf in leaves(dtype[name].base, path + (name,))]


def reach(array, path):
    for name in path:
        array = array[name]
    return array


def assign(array, index, values, only_changes=False):
    """array[index] = values, field by field, since NumPy may copy what lies between fields as well.

    only_changes: a value that is the same to Spark keeps its bytes.
    """
    for path in leaves(array.dtype):
        target, new = reach(array, path), reach(values, path)
        if not only_changes:
            target[index] = new
            continue
        if target.dtype.kind == "c":  # its parts are values of their own
            assign_changes(target.real, index, new.real)
            assign_changes(target.imag, index, new.imag)
        else:
            assign_changes(target, index, new)


def assign_changes(target, index, new):
    """target[index] = new where they differ to Spark."""
    old = target[index].copy()
    changed = np.broadcast_to(shown(old) != shown(np.asarray(new)), old.shape)
    old[changed] = np.broadcast_to(new, old.shape)[changed]
    if np.isscalar(old) or old.ndim == 0:
        if bool(changed):
            target[index] = new
    else:
        keep = target[index].copy()
        keep_bytes(target, index, keep, old, changed)


def keep_bytes(target, index, keep, new, changed):
    """Writes the changed elements alone."""
    rows = np.atleast_1d(np.arange(target.shape[0])[index])
    keep = keep.reshape((len(rows),) + keep.shape[keep.ndim - (target.ndim - 1) :])
    new, changed = new.reshape(keep.shape), changed.reshape(keep.shape)
    for at in zip(*np.nonzero(changed)):
        target[(rows[at[0]],) + tuple(int(i) for i in at[1:])] = new[at]


def shown(values):
    """What Spark holds of the values, as something that can be compared: bit by bit but for what it lacks."""
    values = np.ascontiguousarray(values)
    kind, size = values.dtype.kind, values.dtype.itemsize
    if kind == "b":
        return values.view("u1") != 0
    if kind in "mM":
        unit, multiple = np.datetime_data(values.dtype)
        finer = {"ns": 1_000, "ps": 1_000_000}.get(unit, 1)
        ticks = values.view(np.dtype("i8").newbyteorder(values.dtype.byteorder))
        nat = np.iinfo("i8").min
        return np.where(ticks == nat, nat, (ticks * multiple) // finer)
    if kind in "SU":
        return values
    if kind in "fc":  # Spark does not tell NaNs apart
        values = values.copy()
        parts = values.view(values.real.dtype)
        parts[np.isnan(parts)] = np.nan
    return np.frombuffer(values.tobytes(), f"V{size}").reshape(values.shape)


def stored_values(array, rng):
    """Random values for an array that is there at first, with all that Spark does not hold of them."""
    view = array.view()
    first = array.offset
    array.bytes[first : first + array.nbytes] = rng.bytes(array.nbytes)
    if not array.header:
        array.bytes[:first] = rng.bytes(first)
    for path in leaves(array.dtype):
        values = reach(view, path)
        kind = values.dtype.kind
        if kind == "b":
            continue  # any byte
        if kind in "mM" and np.datetime_data(values.dtype)[0] in ("ns", "ps"):
            whole = np.zeros(values.shape, values.dtype)
            fill(whole, rng)
            ticks = whole.view(np.dtype("i8").newbyteorder(values.dtype.byteorder))
            more = rng.integers(0, 1_000, size=ticks.shape)
            values[...] = np.where(ticks == np.iinfo("i8").min, ticks, ticks + more).astype(ticks.dtype).view(values.dtype)
        elif kind not in "iufcV":
            fill(values, rng)


def overlapping(rng):
    """Integers that share bytes."""
    names, formats, offsets = [], [], []
    for name in ["a", "b", "c"][: int(rng.integers(2, 4))]:
        names.append(name)
        formats.append(pick(rng, ENDIANS) + pick(rng, ["i2", "u2", "i4", "u4"]))
        offsets.append(int(rng.integers(0, 4)))
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": 8})


def random_dtype(rng, header, struct):
    kind = "struct" if struct else pick(rng, PLAIN)
    return described_dtype(kind, pick(rng, ENDIANS), rng, header)


def random_array(rng, struct=None, header=None):
    """An array without values yet."""
    header = rng.random() < 0.5 if header is None else header
    struct = rng.random() < 0.5 if struct is None else struct
    dtype = random_dtype(rng, header, struct)
    rank = int(pick(rng, [1, 1, 1, 2] if struct else [1, 2, 2, 3]))
    shape = (int(rng.integers(1, 9)),) + tuple(int(n) for n in rng.integers(1, 4, size=rank - 1))
    order = "F" if rank > 1 and rng.random() < 0.4 else "C"
    return Array(dtype, shape, order, 0 if header else int(pick(rng, [0, 0, 5, 64])), header)


class Sequence:
    """The steps of one target, and the model of what it holds."""

    def __init__(self, number, rng, folder):
        self.rng, self.folder, self.number = rng, folder, number
        self.files = 0
        self.steps = []
        self.array = None
        self.start = None
        self.header = rng.random() < 0.5
        self.target = f"{number:04d}.npy" if self.header else f"{number:04d}.dat"

    def file(self, content):
        name = f"{self.number:04d}-{self.files}.{'npy' if content[:6] == bytes([0x93]) + b'NUMPY' else 'bin'}"
        self.files += 1
        with open(os.path.join(self.folder, name), "wb") as out:
            out.write(content)
        return name

    def begin(self):
        """A file is there at first, or the first step makes it."""
        if self.rng.random() < 0.6:
            self.array = random_array(self.rng, header=self.header)
            if not self.header and self.rng.random() < 0.15:
                self.array = Array(overlapping(self.rng), (int(self.rng.integers(1, 9)),), "C", int(pick(self.rng, [0, 3])), False)
            stored_values(self.array, self.rng)
            self.start = self.file(bytes(self.array.bytes))
        else:
            self.save()

    def add(self, what, after, **step):
        """A step that leaves the target like this; None for a step that fails and changes nothing."""
        step.update(what=what, fails=after is None)
        self.array = self.array if after is None else after
        step["expected"] = self.file(bytes(self.array.bytes)) if self.array else None
        self.steps.append(step)

    # --- rows to write ---

    def values(self, dtype, shape):
        """New values, all of which Spark's types hold."""
        values = np.zeros(shape, packed(dtype))
        fill(values, self.rng)
        return values

    def layout(self, array):
        layouts = ["columns", "array"] if len(array.shape) == 2 else ["columns"] if len(array.shape) == 1 else ["array"]
        return pick(self.rng, layouts)

    def rows(self, values, layout, index=None, select=None):
        """A step's rows: the values, saved by NumPy, with a column r that says where each of them goes."""
        options = {"layout": layout, "numPartitions": str(self.rng.integers(1, 4))}
        expressions = ["*"] if select is None else select
        if index is not None:
            options["rowIndex"] = "r"
            places = ", ".join(f"{int(i)}L" for i in index) or "0L"
            expressions = [f"element_at(array({places}), int(r) + 1) as r"] + self.columns(values, layout)
        return {"file": self.file(saved(values)), "options": options, "select": expressions}

    @staticmethod
    def columns(values, layout):
        if layout == "array" or (values.ndim == 1 and not values.dtype.names):
            return ["value"]
        if values.dtype.names and values.ndim == 1:
            return [f"`{name}`" for name in values.dtype.names]
        return [f"_c{i}" for i in range(values.shape[1])]

    # --- whole arrays ---

    def save(self):
        """A new array in the place of the old one."""
        rng = self.rng
        after = random_array(rng, header=self.header)
        values = self.values(after.dtype, after.shape)
        assign(after.view(), ..., values)
        mode = "overwrite" if self.array else pick(rng, ["overwrite", "errorifexists", "append", "ignore"])
        if mode == "append" and after.order == "F":
            mode = "overwrite"
        options = {"dtype": str(after.dtype), "order": after.order, "sync": "false"}
        if not self.header:
            options["offset"] = str(after.offset)
        layout = self.layout(after)
        index = None
        if rng.random() < 0.3:
            index = rng.permutation(len(values))
            options["rowIndex"] = "r"
            values = values[index]
        one_column = layout == "columns" and len(after.shape) == 2 and after.shape[1] == 1  # else saved as 1-D
        if one_column or (mode != "append" and rng.random() < 0.3):
            options["shape"] = after.options()["shape"] if not self.header else str(after.shape)
        self.add("save", after, rows=self.rows(values, layout, index), write={"mode": mode, "options": options})

    def save_nothing(self):
        """Save modes that leave a file that is there alone."""
        mode = pick(self.rng, ["errorifexists", "ignore"])
        values = self.values(self.array.dtype, self.array.shape)
        after = None if mode == "errorifexists" else self.array
        options = dict(self.array.options(), sync="false")
        self.add(mode, after, rows=self.rows(values, self.layout(values)), write={"mode": mode, "options": options})

    def save_cells(self):
        """A new array of single elements; those that no row names are zero."""
        rng = self.rng
        after = random_array(rng, header=self.header, struct=False)
        places = [tuple(int(i) for i in at) for at in np.ndindex(*after.shape)]
        values = self.values(after.dtype, (len(places),))
        for at, value in zip(places, values):
            assign(after.view(), at, value)
        options = {"layout": "cells", "dtype": str(after.dtype), "order": after.order, "shape": str(after.shape), "sync": "false"}
        if not self.header:
            options["offset"] = str(after.offset)
        chosen = rng.permutation(len(places))
        rows = self.cell_rows([places[i] for i in chosen], values[chosen])
        self.add("save cells", after, rows=rows, write={"mode": "overwrite", "options": options})

    def cell_rows(self, places, values):
        rank = len(places[0])
        select = []
        for axis in range(rank):
            indices = ", ".join(f"{place[axis]}L" for place in places)
            select.append(f"element_at(array({indices}), int(r) + 1) as i{axis}")
        rows = self.rows(values, "columns", select=select + ["value"])
        rows["options"]["rowIndex"] = "r"
        return rows

    def append(self):
        """Rows at the end, by a save or by INSERT."""
        array, rng = self.array, self.rng
        more = int(rng.integers(0, 5))
        values = self.values(array.dtype, (more,) + array.shape[1:])
        layout = self.layout(array)
        if array.order == "F" and len(array.shape) > 1:
            after = None
        else:
            after = array.longer(more)
            assign(after.view(), slice(array.shape[0], None), values)
        if rng.random() < 0.4:
            self.add("insert", after, rows=self.rows(values, layout), sql=f"INSERT INTO {{target}} SELECT * FROM source", table=self.table(layout, -1))
            return
        options = {"sync": "false", "order": array.order}
        if not self.header:
            options.update(dtype=str(array.dtype), offset=str(array.offset))
        self.add("append", after, rows=self.rows(values, layout), write={"mode": "append", "options": options})

    def insert_overwrite(self):
        array, rng = self.array, self.rng
        rows = int(rng.integers(1, 6))
        after = Array(array.dtype, (rows,) + array.shape[1:], array.order, array.offset, array.header)
        values = self.values(array.dtype, after.shape)
        assign(after.view(), ..., values)
        layout = self.layout(array)
        self.add("insert overwrite", after, rows=self.rows(values, layout), sql="INSERT OVERWRITE {target} SELECT * FROM source", table=self.table(layout, -1))

    # --- in place ---

    def table(self, layout, first=None):
        """What follows the path in the name of a table."""
        options = dict(self.array.options(), layout=layout)
        if first is not None and not self.header:
            options["shape"] = "(" + ",".join(map(str, (first,) + self.array.shape[1:])) + ",)"
        return "?" + "&".join(f"{key}={quote(value, safe='')}" for key, value in options.items())

    def some_rows(self):
        count = self.array.shape[0]
        return self.rng.permutation(count)[: int(self.rng.integers(0, count + 1))]

    def update_rows(self):
        """mode=r+ with a rowIndex, sometimes of more rows than there are."""
        array, rng = self.array, self.rng
        after = array.copy()
        if not self.header and array.order == "C" and rng.random() < 0.2:
            after = array.longer(int(rng.integers(1, 4)))
        index = rng.permutation(after.shape[0])[: int(rng.integers(0, after.shape[0] + 1))]
        values = self.values(array.dtype, (len(index),) + array.shape[1:])
        assign(after.view(), index, values)
        options = dict(after.options(), mode="r+", rowIndex="r", sync="false")
        layout = self.layout(array)
        if len(index) and rng.random() < 0.15:
            index[0] = after.shape[0] + int(rng.integers(0, 3))  # there is no such row
            after = None
        self.add("r+", after, rows=self.rows(values, layout, index), write={"mode": "append", "options": options})

    def update_cells(self):
        array, rng = self.array, self.rng
        if array.dtype.names:
            return self.update_rows()
        places = [tuple(int(i) for i in at) for at in np.ndindex(*array.shape)]
        if not places:
            return self.save()
        chosen = rng.permutation(len(places))[: int(rng.integers(1, len(places) + 1))]
        after = array.copy()
        values = self.values(array.dtype, (len(chosen),))
        for i, value in zip(chosen, values):
            after.view()[places[i]] = value
        options = dict(array.options(), mode="r+", layout="cells", shape=str(array.shape), sync="false")
        self.add("r+ cells", after, rows=self.cell_rows([places[i] for i in chosen], values), write={"mode": "append", "options": options})

    def merge(self):
        """MERGE of some columns by _row."""
        array, rng = self.array, self.rng
        layout = self.layout(array)
        index = self.some_rows()
        if not len(index):
            index = np.array([0])
        values = self.values(array.dtype, (len(index),) + array.shape[1:])
        columns = self.columns(values, layout)
        chosen = [columns[i] for i in rng.permutation(len(columns))[: int(rng.integers(1, len(columns) + 1))]]
        if self.overlaps():
            chosen = chosen[:1]
        after = array.copy()
        condition, merged = "", np.ones(len(index), bool)
        if rng.random() < 0.3:
            least = int(rng.integers(0, array.shape[0]))
            condition, merged = f" AND {pick(rng, ['s.r', 't._row'])} >= {least}", index >= least
        for column in chosen:
            self.set_column(after, layout, columns.index(column), index[merged], values[merged])
        settings = ", ".join(f"t.{column} = s.{column}" for column in chosen)
        sql = f"MERGE INTO {{target}} t USING source s ON t._row = s.r WHEN MATCHED{condition} THEN UPDATE SET {settings}"
        self.add("merge", after, rows=self.rows(values, layout, index), sql=sql, table=self.table(layout))

    def overlaps(self):
        dtype = self.array.dtype
        taken = np.zeros(dtype.itemsize, int)
        for name in dtype.names or ():
            field, offset = dtype.fields[name][:2]
            taken[offset : offset + field.itemsize] += 1
        return bool((taken > 1).any())

    def set_column(self, after, layout, column, index, values):
        view = after.view()
        if layout == "array" or (view.ndim == 1 and not view.dtype.names):
            assign(view, index, values, only_changes=True)
        elif view.dtype.names and view.ndim == 1:
            name = view.dtype.names[column]
            assign(view[name], index, values[name], only_changes=True)
        else:
            assign(view[:, column], index, values[:, column], only_changes=True)

    def update(self):
        """UPDATE of one column to one value."""
        array, rng = self.array, self.rng
        layout = "columns" if len(array.shape) < 3 else "array"
        columns = self.columns(array.view(), layout)
        column = int(rng.integers(len(columns)))
        value = self.values(array.dtype, (1,) + array.shape[1:])
        if len(array.shape) > 1:
            single = value[:, column] if layout == "columns" else value
        else:
            single = value[array.dtype.names[column]] if array.dtype.names else value
        text = literal(single[0]) if single.ndim == 1 else None
        if text is None or layout == "array":
            return self.merge()
        count = array.shape[0]
        row = int(rng.integers(0, count))
        where, index = pick(rng, [
            (f"_row = {row}", [row]),
            (f"_row >= {row}", range(row, count)),
            (f"_row % 2 = 0 AND _row <> {row}", [i for i in range(0, count, 2) if i != row]),
            (f"_row IN ({row}, {row + 1}, 99)", [i for i in (row, row + 1) if i < count]),
        ])
        after = array.copy()
        index = np.array(list(index), int)
        self.set_column(after, layout, column, index, np.repeat(value, len(index), axis=0))
        self.add("update", after, sql=f"UPDATE {{target}} SET {columns[column]} = {text} WHERE {where}", table=self.table(layout))

    def update_elements(self):
        """UPDATE of single elements to one value."""
        array, rng = self.array, self.rng
        value = self.values(array.dtype, (1,))
        text = None if array.dtype.names else literal(value[0])
        if text is None:
            return self.update()
        axis = int(rng.integers(len(array.shape)))
        place = int(rng.integers(array.shape[axis]))
        after = array.copy()
        view = after.view()
        for at in np.ndindex(*array.shape):
            if at[axis] == place and bool(shown(view[at]) != shown(value[0])):
                view[at] = value[0]
        self.add("update cells", after, sql=f"UPDATE {{target}} SET value = {text} WHERE i{axis} = {place}", table=self.table("cells"))

    def out_of_range(self):
        """A value that the dtype does not hold: nothing changes."""
        array = self.array
        if len(array.shape) > 2 or 0 in array.shape:
            return self.update_rows()
        columns = self.columns(array.view(), "columns")
        dtypes = [array.dtype[name] for name in array.dtype.names or ()] or [array.dtype] * len(columns)
        small = [column for column, dtype in zip(columns, dtypes) if dtype.kind == "u" and dtype.itemsize < 8]
        if array.dtype.names and len(array.shape) > 1 or not small:
            return self.update_rows()
        self.add("refused", None, sql=f"UPDATE {{target}} SET {pick(self.rng, small)} = -1 WHERE _row >= 0", table=self.table("columns"))

    def read(self):
        """All bytes of the array's elements, in C order."""
        array = self.array
        options = dict(array.options(), layout="bytes", access=pick(self.rng, ["mmap", "read"]))
        if 0 in array.shape:
            return self.save()
        whole = np.ndarray(array.shape, f"V{array.dtype.itemsize}", array.bytes, array.offset, order=array.order)
        # as void, since NumPy may leave out what lies between fields
        self.add("read", self.array, read={"options": options, "bytes": self.file(whole.tobytes(order="C"))})

    def step(self):
        steps = [self.save, self.save_nothing, self.save_cells, self.append, self.append, self.insert_overwrite, self.update_rows, self.update_rows,
                 self.update_cells, self.update_cells, self.update_elements, self.update_elements, self.merge, self.merge, self.update, self.update, self.update, self.out_of_range, self.out_of_range, self.read]
        if self.overlaps():
            steps = [self.merge, self.update, self.update, self.read, self.save]
        if self.array.shape[0] == 0:
            steps = [self.save, self.append]
        pick(self.rng, steps)()

    def plan(self):
        return {"target": self.target, "start": self.start, "steps": self.steps}


def literal(value):
    """The value in SQL, where that is short; else None."""
    kind = value.dtype.kind
    if kind == "b":
        return "true" if value else "false"
    if kind in "iu":
        return str(int(value)) if abs(int(value)) < 2**31 else f"{int(value)}BD" if value.dtype == np.dtype("u8") or kind == "u" else f"CAST('{int(value)}' AS BIGINT)"
    if kind == "f" and np.isfinite(value):
        return f"CAST('{float(value)!r}' AS {'DOUBLE' if value.dtype.itemsize == 8 else 'FLOAT'})"
    if kind == "S":
        return f"X'{bytes(value).hex()}'"
    return None


def main(seed, sequences, folder):
    plans = []
    for number in range(int(sequences)):
        sequence = Sequence(number, np.random.default_rng([int(seed), number]), folder)
        sequence.begin()
        for _ in range(int(sequence.rng.integers(3, 6))):
            sequence.step()
        plans.append(sequence.plan())
    with open(os.path.join(folder, "plan.json"), "w") as out:
        json.dump({"numpy": np.__version__, "sequences": plans}, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
