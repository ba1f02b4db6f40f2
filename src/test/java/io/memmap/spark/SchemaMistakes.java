package io.memmap.spark;

import static io.memmap.spark.Mistake.reading;

import java.util.List;

/** Schemas that do not fit the array. */
public final class SchemaMistakes {
  private static final String BY_POSITION = "; columns are matched by position";
  private static final String TWICE =
      ": two columns have this name but for upper and lower case; rename one, or set"
          + " spark.sql.caseSensitive=true";

  private SchemaMistakes() {}

  public static List<Mistake> columns() {
    return List.of(
        reading("dtype", "float32")
            .withSchema("x float, y float")
            .says("file {file}: the schema names 2 columns, found 1 (value)" + BY_POSITION)
            .curedBySchema("x float"),
        reading("dtype", "float32", "shape", "-1,3")
            .withSchema("x float")
            .says("file {file}: the schema names 1 columns, found 3 (_c0, _c1, _c2)" + BY_POSITION)
            .curedBySchema("x float, y float, z float"),
        reading("dtype", "float32", "shape", "-1,6")
            .withSchema("x float")
            .says(
                "file {file}: the schema names 1 columns, found 6 (_c0, _c1, _c2, _c3, ...)"
                    + BY_POSITION)
            .curedBySchema("a float, b float, c float, d float, e float, f float"));
  }

  public static List<Mistake> types() {
    return List.of(
        reading("dtype", "float32")
            .withSchema("x int")
            .says(
                "file {file}: column x: the schema asks for int, found float; allowed: float,"
                    + " double")
            .curedBySchema("x double"),
        reading("dtype", "int32")
            .withSchema("x smallint")
            .says(
                "file {file}: column x: the schema asks for smallint, found int; allowed: int,"
                    + " bigint")
            .curedBySchema("x bigint"),
        reading("dtype", "uint64")
            .withSchema("x double")
            .says(
                "file {file}: column x: the schema asks for double, found decimal(20,0); allowed:"
                    + " decimal(20,0), bigint")
            .curedBySchema("x bigint"),
        reading("dtype", "float32", "shape", "-1,3", "layout", "array")
            .withSchema("x array<int>")
            .says(
                "file {file}: column x: the schema asks for array<int>, found array<float>;"
                    + " allowed: array<float>, array<double>")
            .curedBySchema("x array<double>"),
        reading("dtype", "float32", "shape", "-1,3", "layout", "array")
            .withSchema("x float")
            .says(
                "file {file}: column x: the schema asks for float, found array<float>; allowed:"
                    + " array<float>, array<double>")
            .curedBySchema("x array<float>"),
        reading()
            .withSchema("x array<float>")
            .says(
                "file {file}: column x: the schema asks for array<float>, found float; allowed:"
                    + " float, double")
            .curedBySchema("x float"),
        reading()
            .withSchema("name string")
            .says(
                "schema column name string: no NumPy dtype follows from this type; use boolean,"
                    + " tinyint, smallint, int, bigint, float, double, decimal(20,0), date,"
                    + " timestamp_ntz, or a struct of these, or give option dtype")
            .curedBySchema("name decimal(20,0)"),
        reading("dtype", "float32")
            .withSchema("x decimal(10,2)")
            .says(
                "file {file}: column x: the schema asks for decimal(10,2), found float; allowed:"
                    + " float, double")
            .curedBySchema("x float"));
  }

  public static List<Mistake> structs() {
    return List.of(
        reading("dtype", "[('x', '<i4'), ('y', '<f4')]", "layout", "array")
            .withSchema("p struct<x: int, y: int>")
            .says(
                "file {file}: column p: the schema asks for struct<x:int,y:int>, found"
                    + " struct<x:int,y:float>; allowed: struct<x:int,y:float>")
            .curedBySchema("p struct<x: bigint, y: double>"),
        reading("dtype", "M8[s]")
            .withSchema("t date")
            .says(
                "file {file}: column t: the schema asks for date, found timestamp_ntz; allowed:"
                    + " timestamp_ntz, bigint, timestamp")
            .curedBySchema("t timestamp"),
        reading()
            .withSchema("x int, y double, z tinyint")
            .says(
                "file {file}: dtype [('x', '<i4'), ('y', '<f8'), ('z', 'i1')], shape (-1,), order"
                    + " C, offset 0 makes items of 13 bytes, found 120 bytes of data, which is not"
                    + " a multiple; shape=(9,) would fit; it leaves out the last 3 bytes")
            .curedBy("shape", "(9,)"));
  }

  public static List<Mistake> names() {
    return List.of(
        reading().withSchema("x int, X int").says("column X" + TWICE).curedBySchema("x int, y int"),
        reading("rowIndex", "VALUE").says("column value" + TWICE).curedBy("rowIndex", "i"));
  }
}
