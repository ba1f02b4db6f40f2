package io.memmap.spark.internal.write.plan;

import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.WriteLayout;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.schema.ArrayColumns;
import io.memmap.spark.internal.schema.CellColumns;
import io.memmap.spark.internal.schema.ElementTypes;
import io.memmap.spark.internal.schema.IndexColumns;
import io.memmap.spark.internal.schema.MlVectors;
import io.memmap.spark.internal.schema.RowLengths;
import io.memmap.spark.internal.write.encode.CellPlan;
import io.memmap.spark.internal.write.encode.IndexColumn;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.NamedFields;
import io.memmap.spark.internal.write.encode.RecordPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Decides how the rows of a DataFrame become the records of an array. */
public final class RecordPlanner {
  private final WriteOptions options;
  private final String path;
  private final StructType schema;
  private final IndexPlan index;
  private final CellPlanner cells;

  /**
   * How the rows become records.
   *
   * @param dtype of the array
   */
  public record Planned(DType dtype, RecordPlan plan) {}

  public RecordPlanner(WriteOptions options, StructType schema) {
    this(options, schema, index(options, schema));
  }

  /**
   * A planner of rows whose records no option tells.
   *
   * @param index tells the record of a row
   */
  public RecordPlanner(WriteOptions options, StructType schema, IndexPlan index) {
    this.options = options;
    this.path = options.location().toString();
    this.schema = schema;
    this.index = index;
    this.cells = new CellPlanner(options);
  }

  private static IndexPlan index(WriteOptions options, StructType schema) {
    if (options.cells()) {
      return new CellColumns(options, schema).index();
    }
    return options
        .rowIndex()
        .<IndexPlan>map(name -> new IndexPlan.Column(indexColumn(name, schema)))
        .orElseGet(IndexPlan.Sequential::new);
  }

  private static IndexColumn indexColumn(String name, StructType schema) {
    return IndexColumns.find(
        schema, name, found -> OptionErrors.badOption(MemmapOptions.ROW_INDEX, name, found));
  }

  /** Tells which record a row becomes. */
  public IndexPlan index() {
    return index;
  }

  /**
   * Plans records of all columns that are not indices.
   *
   * @throws IllegalArgumentException if the columns and the options do not fit each other
   */
  public Planned plan() {
    List<Integer> stored = stored();
    if (stored.isEmpty()) {
      throw PlanErrors.noColumns(path);
    }
    Optional<StructuredDType> record = record(stored);
    if (record.isPresent()) {
      return fields(record.get(), stored);
    }
    if (stored.size() == 1 && isNested(field(stored.get(0)).dataType())) {
      return nested(stored.get(0));
    }
    if (options.layout().filter(WriteLayout.ARRAY::equals).isPresent()) {
      throw PlanErrors.noArrayColumn(schema);
    }
    return stored.size() == 1 ? single(stored.get(0)) : columns(stored);
  }

  private List<Integer> stored() {
    Set<Integer> unstored = new HashSet<>(index.ordinals());
    List<Integer> ordinals = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      if (!unstored.contains(i)) {
        ordinals.add(i);
      }
    }
    return ordinals;
  }

  private StructField field(int ordinal) {
    return schema.fields()[ordinal];
  }

  /** The structured dtype whose fields the columns are; empty if they are elements. */
  private Optional<StructuredDType> record(List<Integer> stored) {
    List<StructField> fields = stored.stream().map(this::field).toList();
    List<String> names = fields.stream().map(StructField::name).toList();
    Optional<StructuredDType> record =
        options.dtype().isPresent()
            ? structured(options.dtype()).filter(dtype -> !ElementTypes.areElements(dtype, fields))
            : ArrayColumns.carriedRecord(fields);
    if (record.isEmpty() || NamedFields.match(record.get(), names)) {
      return record;
    }
    if (stored.size() > 1) {
      throw PlanErrors.fieldsDiffer(path, record.get(), names);
    }
    return Optional.empty();
  }

  private static Optional<StructuredDType> structured(Optional<DType> dtype) {
    return dtype.filter(StructuredDType.class::isInstance).map(StructuredDType.class::cast);
  }

  private Planned fields(StructuredDType record, List<Integer> stored) {
    List<String> names = stored.stream().map(ordinal -> field(ordinal).name()).toList();
    NamedFields fields = new NamedFields(names);
    List<CellPlan> plans = new ArrayList<>();
    for (DTypeField member : record.fields()) {
      int ordinal = stored.get(fields.placeOf(member.name()));
      plans.add(cells.plan(field(ordinal), ordinal, member.dtype(), member.offset()));
    }
    return new Planned(record, new RecordPlan.Scalars(plans, record.itemsize(), List.of()));
  }

  private Planned single(int ordinal) {
    DType dtype = options.dtype().orElseGet(() -> cells.dtype(field(ordinal)));
    CellPlan cell = cells.plan(field(ordinal), ordinal, dtype, 0);
    return new Planned(dtype, new RecordPlan.Scalars(List.of(cell), dtype.itemsize(), List.of()));
  }

  /** Columns of equal dtypes become a 2-D array, others the fields of a packed struct. */
  private Planned columns(List<Integer> stored) {
    List<DType> dtypes = new ArrayList<>();
    for (int ordinal : stored) {
      StructField field = field(ordinal);
      boolean carried = options.dtype().isEmpty() && ArrayColumns.carriedDType(field).isPresent();
      if (isNested(field.dataType()) && !carried) {
        throw PlanErrors.mixedArrayColumns(path, field.name());
      }
      dtypes.add(options.dtype().orElseGet(() -> cells.dtype(field)));
    }
    DType first = dtypes.get(0);
    boolean alike = dtypes.stream().distinct().count() == 1;
    if (!alike || first instanceof SubArrayDType) {
      List<String> names = stored.stream().map(ordinal -> field(ordinal).name()).toList();
      return fields(StructuredDType.packed(names, dtypes), stored);
    }
    List<CellPlan> plans = new ArrayList<>();
    int offset = 0;
    for (int ordinal : stored) {
      plans.add(cells.plan(field(ordinal), ordinal, first, offset));
      offset = Math.addExact(offset, first.itemsize());
    }
    List<Long> lengths = List.of((long) stored.size());
    return new Planned(first, new RecordPlan.Scalars(plans, offset, lengths));
  }

  /** Whether the array has order F and several axes, so its rows are not contiguous. */
  public boolean isTableInFortranOrder(Planned planned) {
    boolean severalAxes = options.shape().filter(shape -> shape.rank() > 1).isPresent();
    boolean table = severalAxes || planned.plan().lengths().size() > 0;
    boolean nested = planned.plan() instanceof RecordPlan.NestedArray;
    return !options.order().growsAtEnd() && (table || nested);
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || MlVectors.is(type);
  }

  private Planned nested(int ordinal) {
    StructField field = field(ordinal);
    DataType type = field.dataType();
    int depth = 0;
    boolean nulls = false;
    while (type instanceof ArrayType array) {
      type = array.elementType();
      nulls = array.containsNull();
      depth++;
    }
    boolean vector = MlVectors.is(type);
    if (vector && depth == 0) {
      type = DataTypes.DoubleType;
      depth = 1;
    }
    DType dtype = options.dtype().orElseGet(() -> cells.dtype(field)).innermost();
    CellPlan element = cells.plan(field, ordinal, type, nulls, dtype, 0);
    return new Planned(
        dtype,
        new RecordPlan.NestedArray(
            element, depth, vector, lengths(depth), RowLengths.of(field, depth)));
  }

  /** Lengths of the records' axes from option {@code shape}; empty if it does not tell all. */
  private List<Long> lengths(int depth) {
    Optional<Shape> shape = options.shape().filter(asked -> asked.rank() == depth + 1);
    List<Long> lengths = new ArrayList<>();
    for (int axis = 1; shape.isPresent() && axis <= depth; axis++) {
      lengths.add(shape.get().length(axis));
    }
    return lengths.contains(Shape.INFERRED) ? List.of() : lengths;
  }
}
