package io.memmap.spark;

import static io.memmap.spark.Mistake.reading;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.util.VersionInfo;

/** Paths without an array file, and files that cannot hold the array. */
public final class FileMistakes {
  private FileMistakes() {}

  public static List<Mistake> paths() {
    return List.of(
        reading("path", "{folder}/missing.dat")
            .says("file {folder}/missing.dat: not found; check the name")
            .curedBy("path", "{file}"),
        reading("path", "missing.dat")
            .says(
                "file "
                    + Path.of("").toAbsolutePath()
                    + "/missing.dat: not found where the driver runs and relative paths begin; check"
                    + " the name, or give a whole path")
            .curedBy("path", "{file}"),
        reading("path", "{folder}/no/such/missing.dat")
            .says("file {folder}/no/such/missing.dat: not found; its folder does not exist either")
            .curedBy("path", "{file}"),
        reading("path", "{folder}/*.array")
            .says(
                "file {folder}/*.array: no array files found there; names that begin with '_' or"
                    + " '.' are skipped, and folders not named key=value unless"
                    + " recursiveFileLookup=true")
            .curedBy("path", "{folder}/data.dat"),
        reading("path", "{folder}/loop.dat")
            .says(
                "file {folder}/loop.dat: cannot be read ({folder}/loop.dat: Too many levels of"
                    + " symbolic links or unable to access attributes of symbolic link)"),
        reading("path", "s3a://bucket/data.dat")
            .says(
                "file s3a://bucket/data.dat: no library for its file system (Class"
                    + " org.apache.hadoop.fs.s3a.S3AFileSystem not found); start Spark with"
                    + " --packages org.apache.hadoop:hadoop-aws:"
                    + VersionInfo.getVersion()
                    + ", which is of this Spark's Hadoop")
            .curedBy("path", "file://{file}"),
        reading("path", "hdfs:/data.dat")
            .says(
                "file hdfs:///data.dat: cannot be looked at (Incomplete HDFS URI, no host:"
                    + " hdfs:///data.dat)")
            .curedBy("path", "file:{file}"));
  }

  public static List<Mistake> sizes() {
    return List.of(
        reading("path", "{folder}/empty.dat")
            .says(
                "file {folder}/empty.dat: dtype uint8, shape (-1,), order C, offset 0; found an"
                    + " empty file, which can't be mapped; write the array first"),
        reading("dtype", "int32", "shape", "10,4")
            .says(
                "file {file}: dtype int32, shape (10, 4), order C, offset 0 needs 160 bytes, found"
                    + " 120; shape=(7, 4) would fit; it leaves out the last 8 bytes")
            .curedBy("shape", "(7, 4)"),
        reading("dtype", "int32", "shape", "10,4", "order", "F", "offset", "50")
            .says(
                "file {file}: dtype int32, shape (10, 4), order F, offset 50 needs 210 bytes, found"
                    + " 120; shape=(4, 4) would fit; it leaves out the last 6 bytes")
            .curedBy("shape", "(4, 4)"),
        reading("dtype", "float64", "shape", "10,3")
            .says(
                "file {file}: dtype float64, shape (10, 3), order C, offset 0 needs 240 bytes, found"
                    + " 120; shape=(5, 3) would fit; or was dtype float32 or int32 meant, which"
                    + " fills the file?")
            .curedBy("dtype", "float32"),
        reading("dtype", "float64", "offset", "5")
            .says(
                "file {file}: dtype float64, shape (-1,), order C, offset 5 makes items of 8 bytes,"
                    + " found 115 bytes of data, which is not a multiple; shape=(14,) would fit; it leaves out the"
                    + " last 3 bytes; or was dtype int8, uint8 or bool meant, which fills the file?")
            .curedBy("shape", "(14,)"),
        reading("shape", "-1,7")
            .says(
                "file {file}: dtype uint8, shape (-1, 7), order C, offset 0 makes items of 7 bytes,"
                    + " found 120 bytes of data, which is not a multiple; shape=(17, 7) would fit; it leaves out"
                    + " the last byte")
            .curedBy("shape", "(17, 7)"),
        reading("dtype", "float64", "shape", "2,1000")
            .says(
                "file {file}: dtype float64, shape (2, 1000), order C, offset 0 needs 16000 bytes,"
                    + " found 120; check dtype, shape and offset: not even one row of it fits"),
        reading("offset", "121")
            .says(
                "file {file}: dtype uint8, shape (-1,), order C, offset 121 starts beyond the end"
                    + " of the file, found 120 bytes; give a smaller offset")
            .curedBy("offset", "120"),
        reading("shape", "0", "offset", "121")
            .says(
                "file {file}: dtype uint8, shape (0,), order C, offset 121 needs 121 bytes, found"
                    + " 120; check dtype and offset")
            .curedBy("offset", "120"),
        reading("shape", "-1,0")
            .says(
                "file {file}: dtype uint8, shape (-1, 0), order C, offset 0: -1 has no single"
                    + " answer beside a length of 0; give that length too")
            .curedBy("shape", "5,0"),
        reading("dtype", "float64", "shape", "4611686018427387904")
            .says(
                "file {file}: shape (4611686018427387904,): array is too big; it has more than"
                    + " 2**63-1 bytes"),
        reading("shape", "1", "offset", "9223372036854775807")
            .says(
                "file {file}: dtype uint8, shape (1,), order C, offset 9223372036854775807: array"
                    + " is too big; it ends beyond 2**63-1 bytes"));
  }

  public static List<Mistake> layouts() {
    return List.of(
        reading("layout", "columns", "shape", "2,3,4")
            .says(
                "option layout='columns': file {file} has shape (2, 3, 4), only 1-D and 2-D arrays"
                    + " have columns; use layout=array")
            .curedBy("layout", "array"),
        reading("shape", "0,10001")
            .says(
                "file {file}: layout=columns makes 10001 columns, at most 10000 are allowed; use"
                    + " layout=array, which makes one array column")
            .curedBy("layout", "array"),
        reading("shape", "0,3000000000", "layout", "array")
            .says(
                "file {file}: an array of 3000000000 elements does not fit a row, at most"
                    + " 2147483632 do; give a shape with more axes")
            .curedBy("shape", "0,3000,1000000"),
        reading("dtype", "f8", "shape", "0,268435456", "layout", "array", "access", "read")
            .says(
                "file {file}: column value: a row of 2147483648 bytes does not fit a buffer of 2"
                    + " GiB; use access=mmap")
            .curedBy("access", "mmap"),
        reading(
                "path",
                "{folder}/sparse.dat",
                "dtype",
                "f8",
                "shape",
                "1,268435456",
                "layout",
                "array",
                "order",
                "F")
            .says(
                "file {folder}/sparse.dat: column value: a row of 2147483648 bytes does not fit a"
                    + " buffer of 2 GiB; only layout=columns of a 2-D shape can read it in order"
                    + " F"),
        reading("dtype", "f8", "shape", "0,40,2000000000")
            .says(
                "file {file}: column value: a row of 640000000000 bytes needs too many windows of 2"
                    + " GiB; give a shape in which the first two axes are one")
            .curedBy("shape", "0,2000000000", "layout", "array"));
  }
}
