package io.memmap.spark;

import io.memmap.array.Casting;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.spark.write.CellPlan;
import io.memmap.spark.write.IndexPlan;
import io.memmap.spark.write.RecordPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Decides how the rows of a DataFrame become the records of an array. */
final class RecordPlanner {
  private static final String ML_VECTORS = "org.apache.spark.ml.linalg.VectorUDT";

  private final WriteOptions options;
  private final String path;
  private final StructType schema;
  private final IndexPlan index;

  RecordPlanner(WriteOptions options, StructType schema) {
    this.options = options;
    this.path = options.path().toString();
    this.schema = schema;
    this.index = index(options, schema);
  }

  private static IndexPlan index(WriteOptions options, StructType schema) {
    if (options.cells()) {
      return new CellColumns(options, schema).index();
    }
    return options
        .rowIndex()
        .<IndexPlan>map(name -> new IndexPlan.Column(ordinal(name, schema)))
        .orElseGet(IndexPlan.Sequential::new);
  }

  private static int ordinal(String name, StructType schema) {
    StructField[] fields = schema.fields();
    for (int i = 0; i < fields.length; i++) {
      if (fields[i].name().equalsIgnoreCase(name)
          && fields[i].dataType().equals(DataTypes.LongType)) {
        return i;
      }
    }
    throw MemmapErrors.badOption(
        MemmapOptions.ROW_INDEX,
        name,
        "the DataFrame has no bigint column of this name, found "
            + schema.simpleString()
            + "; add it, or cast it to bigint");
  }

  /** Which record a row is. */
  IndexPlan index() {
    return index;
  }

  RecordPlan plan() {
    List<Integer> ordinals = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      if (!index.ordinals().contains(i)) {
        ordinals.add(i);
      }
    }
    for (int ordinal : ordinals) {
      StructField field = schema.fields()[ordinal];
      if (isNested(field.dataType())) {
        if (ordinals.size() > 1) {
          throw MemmapErrors.mixedArrayColumns(path, field.name());
        }
        return nested(field, ordinal);
      }
    }
    if (options.layout().filter(WriteLayout.ARRAY::equals).isPresent()) {
      throw MemmapErrors.badOption(
          MemmapOptions.LAYOUT,
          "array",
          "the DataFrame has no array column, found "
              + schema.simpleString()
              + "; leave it out, or make one with array(...)");
    }
    return scalars(ordinals);
  }

  /** The dtype of the array that the plan's records make. */
  DType dtype(RecordPlan plan) {
    if (options.dtype().isPresent()) {
      return options.dtype().get();
    }
    if (plan instanceof RecordPlan.NestedArray array) {
      return array.element().dtype();
    }
    RecordPlan.Scalars scalars = (RecordPlan.Scalars) plan;
    List<ScalarDType> dtypes = scalars.cells().stream().map(CellPlan::dtype).toList();
    if (dtypes.stream().distinct().count() == 1) {
      return dtypes.get(0);
    }
    List<String> names = scalars.cells().stream().map(CellPlan::name).toList();
    return StructuredDType.packed(names, List.copyOf(dtypes));
  }

  /** Whether rows are spread over columns that lie one behind the other. */
  boolean isTableInFortranOrder() {
    boolean severalAxes = options.shape().filter(shape -> shape.rank() > 1).isPresent();
    boolean severalCells = schema.size() - index.ordinals().size() > 1;
    boolean nested = Arrays.stream(schema.fields()).anyMatch(field -> isNested(field.dataType()));
    boolean table = severalAxes || nested || severalCells;
    return options.order() == Order.F && table && !(dtype(plan()) instanceof StructuredDType);
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || isVector(type);
  }

  /** By name: MLlib is no dependency. */
  private static boolean isVector(DataType type) {
    return type instanceof UserDefinedType<?> && type.getClass().getName().equals(ML_VECTORS);
  }

  private RecordPlan nested(StructField field, int ordinal) {
    DataType type = field.dataType();
    int depth = 0;
    while (type instanceof ArrayType array) {
      type = array.elementType();
      depth++;
    }
    boolean vector = isVector(type);
    if (vector && depth == 0) {
      type = DataTypes.DoubleType;
      depth = 1;
    }
    CellPlan element = cell(field, ordinal, type, 0);
    return new RecordPlan.NestedArray(element, depth, vector, lengths(depth));
  }

  /** Lengths of the records' axes where the shape says them all. */
  private List<Long> lengths(int depth) {
    Optional<Shape> shape = options.shape().filter(asked -> asked.rank() == depth + 1);
    List<Long> lengths = new ArrayList<>();
    for (int axis = 1; shape.isPresent() && axis <= depth; axis++) {
      lengths.add(shape.get().length(axis));
    }
    return lengths.contains(Shape.INFERRED) ? List.of() : lengths;
  }

  private RecordPlan scalars(List<Integer> ordinals) {
    List<CellPlan> cells = new ArrayList<>();
    int offset = 0;
    for (int ordinal : ordinals) {
      StructField field = schema.fields()[ordinal];
      CellPlan cell = cell(field, ordinal, field.dataType(), offset);
      cells.add(cell);
      offset += cell.dtype().itemsize();
    }
    if (cells.isEmpty()) {
      throw MemmapErrors.badFile(path, "the DataFrame has no column to write");
    }
    return new RecordPlan.Scalars(cells, offset);
  }

  private CellPlan cell(StructField field, int ordinal, DataType type, int offset) {
    if (!(type instanceof NumericType) && !(type instanceof BooleanType)) {
      throw MemmapErrors.unwritableColumn(path, field.name(), field.dataType());
    }
    Optional<ScalarDType> natural =
        TypeMapping.storedAs(type).map(kind -> new ScalarDType(kind, Endian.NATIVE));
    ScalarDType dtype =
        options
            .dtype()
            .map(ScalarDType.class::cast)
            .or(() -> ArrayColumns.carriedDType(field).map(ScalarDType.class::cast))
            .or(() -> natural)
            .orElseThrow(() -> MemmapErrors.unwritableColumn(path, field.name(), field.dataType()));
    Casting casting = options.casting();
    if (natural.isPresent() && !casting.allows(natural.get(), dtype)) {
      throw MemmapErrors.cannotCast(
          path, field.name(), natural.get(), dtype, casting.name().toLowerCase(Locale.ROOT));
    }
    String nullText = options.nullValue().orElse(null);
    boolean checked = casting == Casting.CHECKED;
    return new CellPlan(field.name(), ordinal, type, dtype, offset, nullText, checked);
  }
}
