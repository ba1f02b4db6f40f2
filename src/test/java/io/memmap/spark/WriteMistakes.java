package io.memmap.spark;

import static io.memmap.spark.WriteMistake.columns;

import java.util.List;

/** Wrong writes and their messages. */
final class WriteMistakes {
  private WriteMistakes() {}

  static List<WriteMistake> paths() {
    return List.of(
        columns("id")
            .with("path", "{folder}")
            .says("file {folder}: is a directory, which is never overwritten; name a file in it"),
        columns("id")
            .with("path", "{folder}/none/new.dat")
            .says("file {new}: its folder {folder}/none does not exist; make it first"),
        columns("id")
            .with("path", "{folder}/new.npz")
            .says(
                "file {folder}/new.npz: a .npz archive can't be written; give it a name that"
                    + " ends in .npy")
            .curedBy("path", "{folder}/new.npy"),
        columns("id")
            .with("path", "s3://bucket/new.dat")
            .says(
                "file {new}: Hadoop's configuration has no file system for it, found scheme 's3';"
                    + " name it s3a://bucket/new.dat"),
        columns("id")
            .with("path", "{folder}/loop.dat")
            .says(
                "file {folder}/loop.dat: is a symbolic link that leads back to itself; remove it"));
  }

  static List<WriteMistake> options() {
    return List.of(
        columns("id")
            .with("dtpye", "f4")
            .says("option 'dtpye' is not known to memmap; did you mean 'dtype'?")
            .curedBy("dtpye", "", "dtype", "f4"),
        columns("id")
            .with("order", "X")
            .says("option order 'X': must be C (rows one after the other) or F (columns)")
            .curedBy("order", "F"),
        columns("id")
            .with("casting", "maybe")
            .says(
                "option casting='maybe': must be checked or no or equiv or safe or same_kind or"
                    + " unsafe")
            .curedBy("casting", "unsafe"),
        columns("id")
            .with("layout", "rows")
            .says("option layout='rows': must be columns or array or cells")
            .curedBy("layout", ""),
        columns("id")
            .with("layout", "array")
            .says(
                "option layout='array': the DataFrame has no array column, found struct<id:bigint>;"
                    + " leave it out, or make one with array(...)")
            .curedByColumns("array(id)"),
        columns("id")
            .with("layout", "cells")
            .says(
                "option layout='cells': needs option shape, which single elements do not tell;"
                    + " found struct<id:bigint>"),
        columns("id")
            .with("rowIndex", "i")
            .says(
                "option rowIndex='i': the DataFrame has no column i, found struct<id:bigint>; add"
                    + " one of tinyint to bigint")
            .curedByColumns("id as i", "id"),
        columns("string(id) i", "id")
            .with("rowIndex", "i")
            .says(
                "option rowIndex='i': column i is of type string, and an index is a whole number;"
                    + " cast it to bigint")
            .curedByColumns("bigint(string(id)) i", "id"),
        columns("id i0", "double(0) i1", "id value")
            .with("layout", "cells", "shape", "4,1")
            .says(
                "option layout='cells': column i1 is of type double, and an index is a whole"
                    + " number; cast it to bigint")
            .curedByColumns("id i0", "bigint(double(0)) i1", "id value"),
        columns("id i0", "id value")
            .with("layout", "cells", "shape", "4,1")
            .says(
                "option layout='cells': the DataFrame has no column i1, found"
                    + " struct<i0:bigint,value:bigint>; add one of tinyint to bigint")
            .curedByColumns("id i0", "0Y i1", "id value"),
        columns("id")
            .with("nullValue", "none")
            .says(
                "option nullValue='none': column id: is not a number, which dtype int64 needs; give one")
            .curedBy("nullValue", "0"),
        columns("id")
            .with("mode", "r+")
            .says(
                "option mode='r+': does not go with Spark's save mode overwrite; w+ goes with save"
                    + " mode overwrite, r+ with save mode append and option rowIndex, the other"
                    + " save modes with none")
            .curedBy("mode", "w+"),
        columns("id")
            .with("mode", "r")
            .says(
                "option mode='r': does not write; w+ goes with save mode overwrite, r+ with save"
                    + " mode append and option rowIndex, the other save modes with none")
            .curedBy("mode", "w+"),
        columns("id")
            .with("path", "{folder}/new.npy", "offset", "8")
            .says(
                "option offset='8': the data of a .npy file start after its header; leave it out,"
                    + " or name a new file that does not end in .npy")
            .curedBy("offset", ""));
  }

  static List<WriteMistake> types() {
    return List.of(
        columns("'a' s")
            .says(
                "file {new}: column s string: all elements of an array have the same length, which"
                    + " this type does not have; give option dtype, such as U10, or S10 for UTF-8")
            .curedBy("dtype", "U10"),
        columns("cast('a' as binary) s")
            .says(
                "file {new}: column s binary: all elements of an array have the same length, which"
                    + " this type does not have; give option dtype, such as S10")
            .curedBy("dtype", "S10"),
        columns("map(id, id) m")
            .says(
                "file {new}: column m map<bigint,bigint>: no NumPy dtype follows from this type;"
                    + " select its values by their keys, or map_values(...) as an array")
            .curedByColumns("map_values(map(id, id)) m"),
        columns("'a' s")
            .with("dtype", "f4")
            .says(
                "file {new}: column s string: dtype float32 does not hold it; cast it to a number"
                    + " or boolean, or give another option dtype")
            .curedByColumns("cast(id as float) s"),
        columns("date'2024-01-01' d")
            .with("dtype", "m8[s]")
            .says(
                "file {new}: column d date: dtype timedelta64[s] does not hold it; cast it to an"
                    + " interval or bigint, or give another option dtype")
            .curedBy("dtype", "M8[s]"),
        columns("id")
            .with("dtype", "U4")
            .says(
                "file {new}: column id bigint: dtype <U4 does not hold it; cast it to a string, or"
                    + " give another option dtype")
            .curedByColumns("cast(id as string)"),
        columns("id")
            .with("dtype", "S")
            .says(
                "file {new}: column id: elements of dtype |S0 have 0 bytes and can't be stored;"
                    + " give a dtype with a length")
            .curedBy("dtype", "i8"),
        columns("named_struct('x', id) p")
            .with("dtype", "f4")
            .says(
                "file {new}: column p struct<x:bigint>: dtype float32 does not hold it; cast it to"
                    + " a number or boolean, or give another option dtype")
            .curedBy("dtype", "[('x', 'f4')]"),
        columns("named_struct('x', id) p")
            .with("dtype", "c8")
            .says(
                "file {new}: column p struct<x:bigint>: dtype complex64 does not hold it; cast it"
                    + " to a struct of real and imag, or a number, or give another option dtype")
            .curedByColumns("named_struct('real', id, 'imag', id) p"),
        columns("id x", "id y")
            .with("dtype", "[('x', 'f4'), ('z', 'f4')]")
            .says(
                "file {new}: dtype [('x', '<f4'), ('z', '<f4')] has the fields [x, z], found"
                    + " columns [x, y]; select or rename them, since they are matched by name")
            .curedByColumns("id x", "id z"),
        columns("id x", "array(id) y")
            .says(
                "file {new}: column y is an array beside other columns; select it alone, or its"
                    + " elements as columns")
            .curedByColumns("array(id) y"),
        columns("array(id) y")
            .with("dtype", "[('m', 'f4', (2,))]")
            .says(
                "file {new}: column y bigint: dtype [('m', '<f4', (2,))] does not hold it; cast it"
                    + " to a struct of its fields, or give another option dtype")
            .curedByColumns("array(id, id) m"),
        columns("id")
            .with("dtype", "u1", "casting", "same_kind")
            .says(
                "file {new}: column id: casting='same_kind' does not allow int64 to uint8; use"
                    + " casting=unsafe, or leave it out to check each value")
            .curedBy("casting", "unsafe"));
  }

  static List<WriteMistake> shapes() {
    return List.of(
        columns("id")
            .with("shape", "3")
            .says("file {new}: shape (3,): found 4 elements; give shape=(4,) or leave it out")
            .curedBy("shape", "4"),
        columns("id")
            .with("shape", "3,-1")
            .says("file {new}: shape (3, -1): found 4 elements; give shape=(4,) or leave it out")
            .curedBy("shape", "4"),
        columns("id x", "id y")
            .with("shape", "4,3")
            .says(
                "file {new}: shape (4, 3): found rows that make (4, 2); give shape=(4, 2) or leave"
                    + " it out")
            .curedBy("shape", "4,2"),
        columns("array(id) v")
            .with("shape", "4")
            .says(
                "file {new}: shape (4,): found rows that make (4, 1); give shape=(4, 1) or leave it"
                    + " out")
            .curedBy("shape", ""),
        columns("2 * id i", "id")
            .with("rowIndex", "i")
            .says(
                "file {new}: the row index has 3 missing indices (1, 3, 5); each row of the array"
                    + " comes once; give options shape and nullValue, which is then stored in"
                    + " the missing rows; or write single elements by layout=cells, or these rows by"
                    + " save mode append with option mode=r+ into an array of zeros that is there;"
                    + " or add the missing rows by a join with spark.range")
            .curedByColumns("id i", "id"));
  }

  static List<WriteMistake> values() {
    return List.of(
        columns("id * 100 x")
            .with("dtype", "u1")
            .says(
                "file {new}: row 3 of partition 0, column x: 300 is out of range for uint8; give"
                    + " another dtype, or casting=unsafe")
            .curedBy("casting", "unsafe"),
        columns("id / 2 x")
            .with("dtype", "i4")
            .says(
                "file {new}: row 1 of partition 0, column x: 0.5 is not an integer, as needed for int32; give"
                    + " another dtype, or casting=unsafe")
            .curedBy("casting", "unsafe"),
        columns("nullif(id, 2) x")
            .says(
                "file {new}: row 2 of partition 0, column x: null has no place in an array; give"
                    + " option nullValue")
            .curedBy("nullValue", "-1"),
        columns("'abc' x")
            .with("dtype", "S2")
            .says(
                "file {new}: row 0 of partition 0, column x: a value of 3 bytes does not fit |S2;"
                    + " give a dtype of that length, or casting=unsafe to cut values")
            .curedBy("dtype", "S3"),
        columns("sequence(0, id) x")
            .says(
                "file {new}: row 1 of partition 0, column x: ragged: an array of 2 elements among"
                    + " arrays of 1 on axis 1; all rows must have equal lengths"));
  }
}
