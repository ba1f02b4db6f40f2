package io.memmap.spark;

import io.memmap.array.ArraySpec;
import io.memmap.array.DTypeField;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.NearestName;
import io.memmap.array.OneLine;
import io.memmap.array.StructuredDType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;

/**
 * All errors that a user can make on the driver. Each says in this order: which option or file,
 * what it asked, what was found, what to do.
 */
final class MemmapErrors {
  private MemmapErrors() {}

  /** Says no value: it may be a secret that was meant for somebody else. */
  static IllegalArgumentException unknownOption(String key) {
    Optional<String> nearest = NearestName.to(key, MemmapOptions.ALL);
    String advice =
        nearest
            .map(name -> "did you mean '" + name + "'?")
            .orElse("known options: " + String.join(", ", MemmapOptions.ALL));
    return refusal("option '" + key + "' is not known to memmap; " + advice);
  }

  static IllegalArgumentException badOption(String key, String value, String reason) {
    return refusal("option " + key + "='" + value + "': " + reason);
  }

  static IllegalArgumentException badSetting(String key, String value, String reason) {
    return refusal("setting " + key + "='" + value + "': " + reason);
  }

  /** The array room's messages name the option and its value themselves. */
  static IllegalArgumentException badDescription(InvalidArrayException reason) {
    return new IllegalArgumentException(OneLine.of("option " + reason.getMessage()), reason);
  }

  static <E extends Enum<E>> IllegalArgumentException unknownWord(
      String key, String value, Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return badOption(key, value, "must be " + words);
  }

  static IllegalArgumentException noPath() {
    return new IllegalArgumentException(
        OneLine.of(
            "no file given; name it in load(\"data.dat\") or option(\"path\", \"data.dat\")"));
  }

  static IllegalArgumentException manyPaths(String paths) {
    return refusal("paths " + paths + ": one save makes one file; name one path");
  }

  /**
   * Nothing is left to read.
   *
   * @param filters options that may have left files out
   */
  static IllegalArgumentException noFiles(List<Path> roots, List<String> filters) {
    int shown = 10;
    String named =
        roots.stream().limit(shown).map(Path::toString).collect(Collectors.joining(", "))
            + (roots.size() > shown ? " and " + (roots.size() - shown) + " more" : "");
    return badFile(
        named,
        "no array files found there; names that begin with '_' or '.' are skipped, and"
            + " folders not named key=value unless recursiveFileLookup=true"
            + (filters.isEmpty()
                ? ""
                : "; each file must also pass " + String.join(" and ", filters)));
  }

  static IllegalArgumentException notListed(String folder, IOException reason) {
    return badFile(
        folder,
        reason instanceof AccessDeniedException
            ? "cannot be listed: permission denied; the user of the driver must be able to"
            : "cannot be listed (" + reason.getMessage() + ")");
  }

  /** Of a name whose bytes are no text, so that it can be told to nobody. */
  static IllegalArgumentException unreadableName(Path path) {
    return badFile(
        path.toString(),
        "its name is no text in the encoding of this JVM, "
            + System.getProperty("sun.jnu.encoding")
            + "; rename it, or start Spark with LANG=C.UTF-8 if the name is UTF-8");
  }

  static IllegalArgumentException foldersDisagree(
      Path one, List<String> keys, Path other, List<String> otherKeys) {
    return badFile(
        other.toString(),
        "lies in folders of the keys "
            + otherKeys
            + ", found "
            + keys
            + " for "
            + one
            + "; all files of a table have the same keys; name the folder of one kind of them, or"
            + " set recursiveFileLookup=true to read them without");
  }

  static IllegalArgumentException arraysDisagree(
      String path, Object array, String first, Object firstArray) {
    return badFile(
        path,
        array
            + ", found "
            + firstArray
            + " in "
            + first
            + "; arrays of one table agree in dtype and in every length but the first");
  }

  static IllegalArgumentException notLocal(String path, String scheme) {
    String mounted = path.substring(Math.min(path.length(), scheme.length() + 1));
    return badFile(
        path,
        "only local and mounted file systems can be mapped, found scheme '"
            + scheme
            + (scheme.equalsIgnoreCase("dbfs")
                ? "'; where it is mounted, name /dbfs/" + mounted.replaceFirst("^/+", "")
                : "'; mount it, or copy the file to a disk that all executors see"));
  }

  /** All are one line, and none is longer than anybody reads. */
  private static IllegalArgumentException refusal(String message) {
    return new IllegalArgumentException(OneLine.of(message));
  }

  /** What is wrong with one of many files, with the option that leaves it out. */
  static IllegalArgumentException oneOfSeveral(IllegalArgumentException reason) {
    return new IllegalArgumentException(
        OneLine.of(
            reason.getMessage()
                + "; if it is no such array, leave it out with option pathGlobFilter, such as"
                + " *.npy"),
        reason);
  }

  static IllegalArgumentException badFile(String path, String found) {
    return refusal("file " + path + ": " + found);
  }

  static IllegalArgumentException savedAnew(String path, ArraySpec planned, ArraySpec found) {
    return badFile(
        path,
        "saved anew since it was loaded, expected "
            + planned.toText()
            + ", found "
            + found.toText()
            + "; load it again, and make temporary views of it again");
  }

  static IllegalArgumentException contradictsHeader(
      String path, String key, Object asked, Object found) {
    return badFile(
        path,
        "option "
            + key
            + "='"
            + asked
            + "' contradicts its header, found "
            + key
            + " "
            + found
            + "; leave the option out, or give header=none to read the bytes as they are");
  }

  static IllegalArgumentException noArchive(String member, String path) {
    return badOption(
        MemmapOptions.MEMBER,
        member,
        "file " + path + " is no .npz archive; leave the option out, or name a file *.npz");
  }

  /**
   * Several arrays, or none, where one is read.
   *
   * @param some names of the first of them
   */
  static IllegalArgumentException whichMember(String path, List<String> some, int all) {
    return badFile(
        path,
        some.isEmpty()
            ? "an .npz archive without arrays; save some with np.savez"
            : "an .npz archive of "
                + all
                + " arrays, found "
                + String.join(", ", some)
                + (all > some.size() ? ", ..." : "")
                + "; name one of them with option member");
  }

  static IllegalArgumentException layoutColumnsNeedsTwoAxes(String path, Object shape) {
    return badOption(
        MemmapOptions.LAYOUT,
        "columns",
        "file "
            + path
            + " has shape "
            + shape
            + ", only 1-D and 2-D arrays have columns; use layout=array");
  }

  static IllegalArgumentException tooManyColumns(String path, long found, int most) {
    return badFile(
        path,
        "layout=columns makes "
            + found
            + " columns, at most "
            + most
            + " are allowed; use layout=array, which makes one array column");
  }

  static IllegalArgumentException rowTooLong(String path, long found) {
    return badFile(
        path,
        "an array of "
            + found
            + " elements does not fit a row, at most 2147483632 do; give a shape with more axes");
  }

  static IllegalArgumentException rowBytesTooMany(String path, long found) {
    return badFile(
        path,
        "layout=bytes makes a binary of "
            + found
            + " bytes of each row, at most 2147483632 are allowed; use layout=array, or give a"
            + " shape of shorter rows");
  }

  static IllegalArgumentException rowTooWide(String path, String column, String found) {
    return badFile(path, "column " + column + ": " + found);
  }

  static IllegalArgumentException schemaLength(
      String path, int asked, int found, List<String> columns) {
    return badFile(
        path,
        "the schema names "
            + asked
            + " columns, found "
            + found
            + " ("
            + columns.stream().limit(4).collect(Collectors.joining(", "))
            + (columns.size() > 4 ? ", ..." : "")
            + "); columns are matched by position");
  }

  static IllegalArgumentException schemaType(
      String path, String column, DataType asked, DataType found, List<DataType> allowed) {
    return badFile(
        path,
        "column "
            + column
            + ": the schema asks for "
            + asked.simpleString()
            + ", found "
            + found.simpleString()
            + "; allowed: "
            + allowed.stream().map(DataType::simpleString).collect(Collectors.joining(", ")));
  }

  static IllegalArgumentException schemaWithoutDType(String column, DataType type) {
    return new IllegalArgumentException(
        OneLine.of(
            "schema column "
                + column
                + " "
                + type.simpleString()
                + ": no NumPy dtype follows from this type; use boolean, tinyint, smallint, int,"
                + " bigint, float, double, decimal(20,0), date, timestamp_ntz, or a struct of these,"
                + " or give option dtype"));
  }

  static IllegalArgumentException duplicateColumn(String name, boolean alike) {
    return new IllegalArgumentException(
        OneLine.of(
            "column "
                + name
                + (alike
                    ? ": two columns have this name; rename one"
                    : ": two columns have this name but for upper and lower case; rename one, or set"
                        + " spark.sql.caseSensitive=true")));
  }

  static IllegalArgumentException unwritableColumn(String path, String column, DataType type) {
    boolean needsLength = type instanceof StringType || type instanceof BinaryType;
    return badFile(
        path,
        "column "
            + column
            + " "
            + type.simpleString()
            + (needsLength
                ? ": an array's elements have one length, which this type does not tell; give"
                    + " option dtype, such as "
                    + (type instanceof StringType ? "U10, or S10 for UTF-8" : "S10")
                : ": no NumPy dtype follows from this type; " + cast(type)));
  }

  /** How values of a type get a dtype; an option does not help where no dtype holds them. */
  private static String cast(DataType type) {
    DataType inner = TypeMapping.innermost(type);
    if (inner instanceof DecimalType) {
      return "give option dtype, such as float64, or cast it to double, or whole numbers to bigint or"
          + " decimal(20,0)";
    } else if (inner instanceof MapType) {
      return "select its values by their keys, or map_values(...) as an array";
    } else if (inner instanceof NullType) {
      return "cast it to the type of its values";
    }
    return "cast it to a number or boolean, or give option dtype";
  }

  static IllegalArgumentException dtypeDoesNotHold(
      String path, String column, DataType type, Object dtype, String cure) {
    return badFile(
        path,
        "column "
            + column
            + " "
            + type.simpleString()
            + ": dtype "
            + dtype
            + " does not hold it; cast it to "
            + cure
            + ", or give another option dtype");
  }

  static IllegalArgumentException fieldsDiffer(
      String path, StructuredDType dtype, List<String> names) {
    List<String> asked = dtype.fields().stream().map(DTypeField::name).toList();
    return badFile(
        path,
        "dtype "
            + dtype
            + " has the fields "
            + asked
            + ", found columns "
            + names
            + "; select or rename them, since they are matched by name");
  }

  static IllegalArgumentException noBytes(String path, String column, Object dtype) {
    return badFile(
        path,
        "column "
            + column
            + ": elements of dtype "
            + dtype
            + " have 0 bytes and can't be stored; give a dtype with a length");
  }

  static IllegalArgumentException badTableName(String name, String pair) {
    return new IllegalArgumentException(
        OneLine.of(
            "table '"
                + name
                + "': '"
                + pair
                + "' is no option; write arrays.`data.dat?dtype=float32&shape=1000,1000`"));
  }

  static IllegalArgumentException badEscape(String name, String pair) {
    return refusal(
        "table '"
            + name
            + "': '"
            + pair
            + "' has a % that begins no %XX of two hexadecimal digits; write %25 for the character");
  }

  /** What a catalog of files does not do. */
  static UnsupportedOperationException tableStays(String path, String asked, String cure) {
    return new UnsupportedOperationException(
        OneLine.of("file " + path + ": " + asked + " is not done; " + cure));
  }

  static IllegalArgumentException otherColumns(String name, Object options) {
    return new IllegalArgumentException(
        OneLine.of(
            "table "
                + name
                + ": the options "
                + options
                + " would change its columns; put them into the name,"
                + " arrays.`data.dat?dtype=float32&shape=1000,1000`"));
  }

  static IllegalArgumentException cannotCast(
      String path, String column, Object from, Object to, String casting) {
    return badFile(
        path,
        "column "
            + column
            + ": casting='"
            + casting
            + "' does not allow "
            + from
            + " to "
            + to
            + "; use casting=unsafe, or leave it out to check each value");
  }

  static IllegalArgumentException mixedArrayColumns(String path, String column) {
    return badFile(
        path,
        "column "
            + column
            + " is an array beside other columns; select it alone, or its elements as columns");
  }

  /** Errors of the storage name the file by themselves, those of the system do not. */
  static IllegalArgumentException unfinishedUpdate(String path, IOException e) {
    String message = String.valueOf(e.getMessage());
    return new IllegalArgumentException(
        OneLine.of(
            message.startsWith("file ")
                ? message
                : "file " + path + ": an update of it cannot be looked at (" + message + ")"),
        e);
  }
}
